package systems.tasker.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import systems.tasker.json.Json;
import systems.tasker.json.JsonObject;
import systems.tasker.json.JsonText;
import systems.tasker.service.Workflow;
import systems.tasker.service.Workflow.WorkflowStep;

/**
 * The deployed workflows, as the build has written them down: {@code tasker/workflows.json} on the
 * class path of a function.
 */
public final class Catalogue {
    private static final String RESOURCE = "/tasker/workflows.json";

    private final List<Entry> entries;

    private Catalogue(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * A workflow.
     *
     * @param document what is told of it
     * @param drawing an SVG document, in which a group of each step has {@code data-step}
     */
    record Entry(Workflow workflow, JsonObject document, String drawing) {}

    /** The one of this function. */
    public static Catalogue ofClassPath() {
        try (InputStream in = Catalogue.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("There is no " + RESOURCE + " on the class path");
            }
            return of(Json.parse(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " cannot be read", e);
        }
    }

    /** From the text that the compiler writes. */
    public static Catalogue of(String json) {
        return of(Json.parse(json));
    }

    private static Catalogue of(@Nullable Object json) {
        return new Catalogue(
                objects(JsonObject.of(json).value("workflows")).stream()
                        .map(Catalogue::entry)
                        .toList());
    }

    private static Entry entry(JsonObject document) {
        return new Entry(
                new Workflow(
                        must(document, "namespace"),
                        must(document, "name"),
                        must(document, "version"),
                        JsonText.of(document.object("schema")),
                        objects(document.value("step_templates")).stream()
                                .map(Catalogue::step)
                                .toList()),
                document,
                texts(document.value("drawing")).stream()
                        .collect(Collectors.joining("\n", "", "\n")));
    }

    private static WorkflowStep step(JsonObject document) {
        return new WorkflowStep(
                must(document, "name"),
                texts(document.value("depends_on_steps")),
                document.flag("skippable").orElse(false));
    }

    private static String must(JsonObject document, String field) {
        return document.text(field)
                .orElseThrow(() -> new IllegalArgumentException("There is no `" + field + "`"));
    }

    static List<JsonObject> objects(@Nullable Object array) {
        return array instanceof List<?> list
                ? list.stream().map(JsonObject::of).toList()
                : List.of();
    }

    static List<String> texts(@Nullable Object array) {
        List<String> texts = new ArrayList<>();
        if (array instanceof List<?> list) {
            list.forEach(text -> texts.add(String.valueOf(text)));
        }
        return texts;
    }

    /** For the service layer. */
    public List<Workflow> workflows() {
        return entries.stream().map(Entry::workflow).toList();
    }

    List<Entry> entries() {
        return entries;
    }

    Optional<Entry> find(String namespace, String name) {
        return entries.stream()
                .filter(entry -> entry.workflow().namespace().equals(namespace))
                .filter(entry -> entry.workflow().name().equals(name))
                .findFirst();
    }
}

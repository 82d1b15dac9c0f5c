package systems.tasker.compiler.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import systems.tasker.compiler.diagnostics.Diagnostics;
import systems.tasker.compiler.diagnostics.Place;
import systems.tasker.compiler.diagnostics.Rule;

/** Reads Tasker's template language: every key, its type and its default. */
public final class TemplateReader {
    static final List<String> KEYS =
            List.of(
                    "name",
                    "namespace_name",
                    "task_handler_class",
                    "module_namespace",
                    "version",
                    "description",
                    "default_dependent_system",
                    "concurrent",
                    "named_steps",
                    "schema",
                    "environments",
                    "custom_events",
                    "handler_config",
                    "step_templates");
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_.-]{0,62}[A-Za-z0-9_-])?");
    private static final Pattern DEVICE =
            Pattern.compile(
                    "(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern VERSION = Pattern.compile("\\d{1,9}\\.\\d{1,9}\\.\\d{1,9}");

    private final Diagnostics diagnostics;
    private final EmbeddedRuby ruby;
    private final HandlerClasses classes;
    private final HandlerReader handlers;
    private final StepReader steps;

    /** Says what is wrong to these diagnostics. */
    public TemplateReader(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
        this.ruby = new EmbeddedRuby(diagnostics);
        this.classes = new HandlerClasses(diagnostics);
        this.handlers = new HandlerReader(diagnostics, ruby);
        this.steps = new StepReader(diagnostics, ruby, classes, handlers);
    }

    /**
     * The template as it is, and with each overlay; empty where the text is not even a mapping.
     *
     * @param environment whose overlay shall be laid over the template; empty for none
     */
    public Optional<TaskTemplates> read(String text, Optional<String> environment) {
        Optional<Node> document = new YamlReader(diagnostics).read(text);
        if (document.isEmpty()) {
            ruby.refuseIn(text);
            return Optional.empty();
        }
        if (!(document.get() instanceof Node.Fields root)) {
            diagnostics.add(
                    Rule.WRONG_TYPE,
                    document.get().place(),
                    "A task template must be a mapping, not " + document.get().kind() + ".");
            return Optional.empty();
        }
        TaskTemplate bare = task(new Keys(root, KEYS, diagnostics));
        SequencedMap<String, TaskTemplate> byEnvironment = new LinkedHashMap<>();
        new Overlays(KEYS, StepReader.KEYS, diagnostics)
                .over(root)
                .forEach(
                        (name, merged) ->
                                byEnvironment.put(name, task(new Keys(merged, KEYS, diagnostics))));
        return Optional.of(
                new TaskTemplates(
                        chosen(root, bare, byEnvironment, environment), bare, byEnvironment));
    }

    /** A template without overlays is the same in every environment. */
    private TaskTemplate chosen(
            Node.Fields root,
            TaskTemplate bare,
            SequencedMap<String, TaskTemplate> byEnvironment,
            Optional<String> environment) {
        if (environment.isEmpty() || byEnvironment.isEmpty()) {
            return bare;
        }
        TaskTemplate chosen = byEnvironment.get(environment.get());
        if (chosen != null) {
            return chosen;
        }
        diagnostics.add(
                Rule.UNKNOWN_ENVIRONMENT,
                new Keys(root, KEYS, diagnostics).keyPlace("environments").orElse(Place.START),
                "The template has no environment `" + environment.get() + "`.",
                "There are: " + String.join(", ", byEnvironment.sequencedKeySet()) + ".");
        return bare;
    }

    private TaskTemplate task(Keys keys) {
        ruby.refuse(keys, KEYS, List.of("environments", "handler_config", "step_templates"));
        Optional<Located<String>> name = keys.requiredText("name", "The task template");
        Optional<Located<String>> namespace = keys.text("namespace_name");
        name.ifPresent(given -> checkName("name", given));
        namespace.ifPresent(given -> checkName("namespace_name", given));
        Optional<Located<String>> version = keys.text("version");
        version.filter(given -> !VERSION.matcher(given.value()).matches())
                .ifPresent(
                        given ->
                                diagnostics.add(
                                        Rule.BAD_VERSION,
                                        given.place(),
                                        "`" + given.value() + "` is not a version.",
                                        "Write major.minor.patch, such as `1.0.0`."));
        if (!keys.flag("concurrent", true)) {
            keys.noEffect(
                    "concurrent", "steps run in parallel wherever their dependencies allow it");
        }
        if (keys.node("named_steps").isPresent()) {
            keys.texts("named_steps");
            keys.noEffect("named_steps", "the steps are those of `step_templates`");
        }
        return new TaskTemplate(
                namespace.map(Located::value).orElse("default"),
                name.map(Located::value).orElse(""),
                version.map(Located::value).orElse("0.1.0"),
                keys.text("description").map(Located::value),
                classes.ofTask(keys),
                keys.text("default_dependent_system").map(Located::value),
                schema(keys),
                handlers.config(keys),
                handlers.events(keys),
                steps.read(keys),
                keys.keyPlace("step_templates").orElse(Place.START));
    }

    /** Such that every system can have a file of this name. */
    private void checkName(String key, Located<String> name) {
        boolean device = DEVICE.matcher(name.value()).matches();
        boolean fits = !device && NAME.matcher(name.value()).matches();
        if (!fits && !diagnostics.hasErrorAt(name.place())) {
            diagnostics.add(
                    Rule.BAD_NAME,
                    name.place(),
                    "`" + name.value() + "` cannot be a `" + key + "`: it names a file.",
                    device
                            ? "Windows keeps this name for a device."
                            : "Use up to 64 ASCII letters, digits, `_`, `-` and `.`, beginning with a"
                                    + " letter, digit or `_` and not ending with `.`.");
        }
    }

    private static ContextSchema schema(Keys keys) {
        Place place = keys.keyPlace("schema").orElse(Place.START);
        return ContextSchema.of(
                keys.node("schema")
                        .filter(node -> !node.isNothing())
                        .flatMap(node -> keys.mapping("schema", node))
                        .orElse(new Node.Fields(List.of(), place)),
                place);
    }
}

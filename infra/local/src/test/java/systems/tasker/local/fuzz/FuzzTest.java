package systems.tasker.local.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import systems.tasker.compiler.check.ClassPath;
import systems.tasker.local.project.Checkout;
import systems.tasker.local.store.SqliteFile;
import systems.tasker.local.store.SqliteTaskStore;
import systems.tasker.service.Workflow;

/** Whatever is put in, comes out as an answer. */
final class FuzzTest {
    private static final int WORKERS = 2;

    private static final List<Workflow> WORKFLOWS = Service.workflows();

    @TempDir private Path folder;

    /** The texts of all templates that are checked in, good and bad. */
    static List<String> templates() throws IOException {
        List<String> texts = new ArrayList<>();
        for (String folder : List.of("compiler/src/test", "functions/user-registration/src/main")) {
            try (Stream<Path> files = Files.walk(Checkout.HOME.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".yaml"))
                        .sorted()
                        .map(Checkout::text)
                        .filter(text -> text.length() < 10_000)
                        .forEach(texts::add);
            }
        }
        return texts;
    }

    static <I> void nothingIsFound(Fuzzer<I> fuzzer, int inputs) {
        List<Fuzzer.Finding<I>> findings = fuzzer.findings(inputs);
        assertTrue(
                findings.isEmpty(),
                () -> findings.stream().map(fuzzer::told).collect(Collectors.joining("\n")));
    }

    @Test
    void templateTexts() throws IOException {
        AtomicInteger files = new AtomicInteger();
        nothingIsFound(
                new Fuzzer<>(
                        "templates",
                        new TemplateInputs(templates()),
                        WORKERS,
                        () ->
                                new TemplateSubject(
                                        folder.resolve(files.getAndIncrement() + ".yaml"),
                                        (source, environment) ->
                                                source.compiled(ClassPath.TRUSTED, environment))),
                Fuzzer.part(40_000));
    }

    @Test
    void contexts() {
        AtomicInteger files = new AtomicInteger();
        nothingIsFound(
                new Fuzzer<>(
                        "contexts",
                        contextInputs(),
                        WORKERS,
                        () -> contextSubject(folder.resolve(files.getAndIncrement() + ".db"))),
                Fuzzer.part(48_000));
    }

    /** Each is offered to each workflow. */
    private static Watch.Subject<byte[]> contextSubject(Path store) {
        RequestSubject service = requestSubject(store);
        return context -> {
            for (Workflow workflow : WORKFLOWS) {
                service.take(create(workflow.name(), context, Optional.empty()));
            }
        };
    }

    @Test
    void requests() throws Exception {
        List<String> ids = new ArrayList<>();
        byte[] context = Files.readAllBytes(Checkout.exampleFile("minimal"));
        Service service = service(folder.resolve("tasks.db"));
        for (String identity : List.of("order-1", "order-2")) {
            service.answer(create("user_registration", context, Optional.of(identity)))
                    .ifPresent(ids::add);
        }
        AtomicInteger files = new AtomicInteger();
        nothingIsFound(
                new Fuzzer<>(
                        "requests",
                        new RequestInputs(contextInputs(), ids),
                        WORKERS,
                        () -> requestSubject(folder.resolve(files.getAndIncrement() + ".db"))),
                Fuzzer.part(10_000));
    }

    private static Request.Create create(String name, byte[] context, Optional<String> identity) {
        return new Request.Create("blog_examples", name, context, identity, List.of());
    }

    static ContextInputs contextInputs() {
        return new ContextInputs(WORKFLOWS.stream().map(flow -> flow.schema().text()).toList());
    }

    private static RequestSubject requestSubject(Path store) {
        return new RequestSubject(store, service(store));
    }

    private static Service service(Path store) {
        return new Service(new SqliteTaskStore(SqliteFile.open(store)), WORKFLOWS);
    }
}

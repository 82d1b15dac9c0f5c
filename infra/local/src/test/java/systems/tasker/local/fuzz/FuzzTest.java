package systems.tasker.local.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    private static <I> void nothingIsFound(Fuzzer<I> fuzzer, int inputs) {
        List<Fuzzer.Finding<I>> findings = fuzzer.findings(inputs);
        assertTrue(
                findings.isEmpty(),
                () -> findings.stream().map(fuzzer::told).collect(Collectors.joining("\n")));
    }

    @Test
    void templates_() throws IOException {
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
                Fuzzer.part(60_000));
    }

    @Test
    void requests() throws IOException {
        List<Workflow> workflows = Service.workflows();
        ContextInputs contexts =
                new ContextInputs(workflows.stream().map(flow -> flow.schema().text()).toList());
        AtomicInteger files = new AtomicInteger();
        nothingIsFound(
                new Fuzzer<>(
                        "requests",
                        new RequestInputs(contexts, List.of("no-task")),
                        WORKERS,
                        () ->
                                requestSubject(
                                        folder.resolve(files.getAndIncrement() + ".db"),
                                        workflows)),
                Fuzzer.part(10_000));
    }

    private static RequestSubject requestSubject(Path store, List<Workflow> workflows) {
        return new RequestSubject(
                store, new Service(new SqliteTaskStore(SqliteFile.open(store)), workflows));
    }
}

package systems.tasker.local.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import systems.tasker.asl.StateMachine;
import systems.tasker.compiler.Compilation;
import systems.tasker.compiler.CompiledWorkflow;
import systems.tasker.compiler.check.ClassPath;
import systems.tasker.compiler.diagnostics.Rule;
import systems.tasker.json.JsonText;
import systems.tasker.local.cli.Typed;
import systems.tasker.local.project.Source;
import systems.tasker.local.store.SqliteFile;
import systems.tasker.local.store.SqliteTaskStore;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskStore;

/** What the fuzzer is worth: bugs made on purpose, which it must find among fewer inputs. */
final class PlantedBugsTest {
    private static final int INPUTS = 10_000;

    @TempDir private Path folder;

    private static <I> void isFound(String kind, Fuzzer<I> fuzzer) {
        Optional<Fuzzer.Finding<I>> finding = fuzzer.first(INPUTS);
        assertTrue(finding.isPresent(), kind + " is not found");
        String told = fuzzer.told(finding.get());
        assertTrue(told.contains(kind), told);
    }

    private Fuzzer<byte[]> compiler(TemplateSubject.Compiling compiler) throws IOException {
        return new Fuzzer<>(
                "planted",
                new TemplateInputs(FuzzTest.templates()),
                1,
                () -> new TemplateSubject(folder.resolve("t.yaml"), compiler));
    }

    private static Compilation compiled(Source source, Optional<String> environment) {
        return source.compiled(ClassPath.TRUSTED, environment);
    }

    private static boolean breaks(Compilation compilation, Rule... rules) {
        return List.of(rules).stream()
                .allMatch(
                        rule ->
                                compilation.diagnostics().stream()
                                        .anyMatch(told -> told.rule() == rule));
    }

    @Test
    void anExceptionWhereTwoMistakesMeet() throws IOException {
        isFound(
                "NullPointerException",
                compiler(
                        (source, environment) -> {
                            Compilation compilation = compiled(source, environment);
                            @Nullable Object missing =
                                    breaks(compilation, Rule.DUPLICATE_STEP, Rule.WRONG_TYPE)
                                            ? null
                                            : "";
                            Objects.requireNonNull(missing);
                            return compilation;
                        }));
    }

    @Test
    void aLoopThatDoesNotEndWhereATextNestsDeeply() throws IOException {
        String deep = "[".repeat(90);
        isFound(
                "time",
                compiler(
                        (source, environment) -> {
                            while (source.text().contains(deep)
                                    && !Thread.currentThread().isInterrupted()) {
                                Thread.onSpinWait();
                            }
                            return compiled(source, environment);
                        }));
    }

    @Test
    void memoryForEachAlias() throws IOException {
        isFound(
                "memory",
                compiler(
                        (source, environment) -> {
                            Compilation compilation = compiled(source, environment);
                            byte[] expanded =
                                    new byte[breaks(compilation, Rule.YAML_ALIAS) ? 80 << 20 : 1];
                            assertTrue(expanded.length > 0);
                            return compilation;
                        }));
    }

    @Test
    void anotherMachineEachTime() throws IOException {
        AtomicInteger times = new AtomicInteger();
        isFound(
                "compiled twice",
                compiler(
                        (source, environment) ->
                                compiled(
                                        new Source(
                                                source.file(),
                                                source.text()
                                                        .replace(
                                                                "timeout_seconds: 30",
                                                                "timeout_seconds: "
                                                                        + times.incrementAndGet())),
                                        environment)));
    }

    @Test
    void aMachineThatTheEngineRefuses() throws IOException {
        isFound(
                "InvalidMachine",
                compiler(
                        (source, environment) -> {
                            Compilation compilation = compiled(source, environment);
                            return new Compilation(
                                    compilation.workflow().map(PlantedBugsTest::withoutTime),
                                    compilation.diagnostics());
                        }));
    }

    /** Of a large workflow: it has no time to run. */
    private static CompiledWorkflow withoutTime(CompiledWorkflow workflow) {
        StateMachine machine = workflow.machine();
        return workflow.steps().size() < 30
                ? workflow
                : new CompiledWorkflow(
                        workflow.namespace(),
                        workflow.name(),
                        workflow.version(),
                        workflow.schema(),
                        workflow.steps(),
                        new StateMachine(machine.comment(), 0, machine.body()),
                        workflow.functions(),
                        workflow.environment(),
                        workflow.template(),
                        workflow.plan());
    }

    @Test
    void aReaderThatFollowsEveryBracket() {
        isFound(
                "StackOverflowError",
                new Fuzzer<>(
                        "planted",
                        FuzzTest.contextInputs(),
                        1,
                        () -> context -> follow(new String(context, StandardCharsets.UTF_8), 0)));
    }

    private static int follow(String text, int from) {
        int bracket = text.indexOf('[', from);
        return bracket < 0 ? 0 : 1 + follow(text, bracket + 1);
    }

    @Test
    void aServiceThatStoresBeforeItValidates() {
        AtomicInteger files = new AtomicInteger();
        isFound(
                "nothing is written of what is refused",
                new Fuzzer<>(
                        "planted",
                        new RequestInputs(FuzzTest.contextInputs(), List.of("none")),
                        1,
                        () -> hasty(folder.resolve(files.getAndIncrement() + ".db"))));
    }

    private static RequestSubject hasty(Path file) {
        TaskStore store = new SqliteTaskStore(SqliteFile.open(file));
        Service service = new Service(store, Service.workflows());
        return new RequestSubject(
                file,
                request -> {
                    if (request instanceof Request.Create create
                            && create.identity().isPresent()
                            && create.name().equals("user_registration")) {
                        store.put(draft(create));
                    }
                    return service.answer(request);
                });
    }

    private static TaskItem draft(Request.Create create) {
        return TaskItem.created(
                "draft of " + create.identity().orElseThrow(),
                create.namespace(),
                create.name(),
                "1.0.0",
                "none",
                "none",
                JsonText.EMPTY_OBJECT,
                List.of(),
                Instant.EPOCH);
    }

    @Test
    void aCommandThatPrintsWhatItCaught() {
        isFound(
                "NumberFormatException",
                new Fuzzer<>(
                        "planted",
                        new CommandInputs(folder, List.of("user_registration")),
                        1,
                        () -> new CommandSubject(PlantedBugsTest::typed)));
    }

    private static Typed typed(List<String> line) {
        try {
            int limit = line.indexOf("--limit") + 1;
            int number = limit > 0 && limit < line.size() ? Integer.parseInt(line.get(limit)) : 20;
            return new Typed(0, "at most " + number, "");
        } catch (NumberFormatException e) {
            return new Typed(1, "", e.toString());
        }
    }
}

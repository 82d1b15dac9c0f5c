package systems.tasker.local.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import systems.tasker.ServiceDirectory;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.json.Json;
import systems.tasker.json.JsonObject;
import systems.tasker.local.project.Checkout;
import systems.tasker.local.stack.LocalStack;
import systems.tasker.service.TaskView;
import systems.tasker.services.Fault;
import systems.tasker.services.Services;
import systems.tasker.store.StepItem;
import systems.tasker.store.StepStatus;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskQuery;
import systems.tasker.store.TaskStatus;

/** Processes of the command line that are killed in the middle of a run. */
class KilledTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private Path folder = Path.of("");
    private final List<Process> children = new ArrayList<>();

    @AfterEach
    void leaveNoChild() throws InterruptedException {
        for (Process child : children) {
            child.destroyForcibly().waitFor();
        }
    }

    private Process tasker(Map<String, String> environment, String... words) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:TieredStopAtLevel=1",
                                "-Dtasker.home=" + Checkout.HOME,
                                "-cp",
                                System.getProperty("java.class.path"),
                                Tasker.class.getName()));
        command.addAll(List.of(words));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(
                                        folder.resolve("output").toFile()));
        builder.environment().remove(ServiceDirectory.VARIABLE);
        builder.environment().put("TASKER_STORE", store().toString());
        builder.environment().putAll(environment);
        Process child = builder.start();
        children.add(child);
        return child;
    }

    private Path store() {
        return folder.resolve("tasker.db");
    }

    private void mustEndWell(Process child) throws Exception {
        assertTrue(child.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        assertEquals(0, child.exitValue(), () -> Checkout.text(folder.resolve("output")));
    }

    /** Kills a child as soon as a step is in progress, and has been for a moment. */
    private String killDuring(Process child, String step) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            assertTrue(child.isAlive(), () -> Checkout.text(folder.resolve("output")));
            Optional<TaskView> task = task();
            if (task.isPresent() && step(task.get(), step).status() == StepStatus.IN_PROGRESS) {
                Thread.sleep(100);
                child.destroyForcibly();
                assertNotEquals(0, child.waitFor());
                return task.get().task().id();
            }
            Thread.sleep(20);
        }
        return fail("Step " + step + " was never in progress");
    }

    private Optional<TaskView> task() {
        if (!Files.exists(store())) {
            return Optional.empty();
        }
        try (LocalStack records = LocalStack.open(store())) {
            List<TaskItem> tasks = records.tasks().list(TaskQuery.newest(2));
            assertTrue(tasks.size() < 2);
            return tasks.stream().findFirst().map(task -> records.tasks().show(task.id()));
        }
    }

    private static StepItem step(TaskView task, String name) {
        return task.steps().stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Of each step with an effect, how often it happened. */
    private List<String> effects() throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(
                                "jdbc:sqlite:" + folder.resolve("services.db"));
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT idempotency_key, count FROM effects ORDER BY"
                                        + " idempotency_key")) {
            List<String> effects = new ArrayList<>();
            while (rows.next()) {
                effects.add(rows.getString(1) + " " + rows.getInt(2));
            }
            return effects;
        }
    }

    private void mustBeCompleteWithEachEffectOnce(String id) throws SQLException {
        TaskView task = task().orElseThrow();
        assertEquals(TaskStatus.COMPLETE, task.task().status());
        assertEquals(2, task.task().run());
        assertEquals(5, task.annotations().size());
        task.steps().forEach(step -> assertEquals(StepStatus.COMPLETE, step.status()));
        assertEquals(
                task.task().steps().stream()
                        .map(name -> id + "/" + name + "/1 1")
                        .sorted()
                        .toList(),
                effects());
    }

    private void mustBeAbandoned(String step) {
        TaskView task = task().orElseThrow();
        assertEquals(Optional.of(ExecutionStatus.ABANDONED), task.execution());
        assertEquals(TaskStatus.IN_PROGRESS, task.task().status());
        assertEquals(StepStatus.IN_PROGRESS, step(task, step).status());
        String id = task.task().id();
        String listed = Typed.done("tasks", "--store", store()).out();
        assertTrue(listed.contains("  in_progress (interrupted)  "), listed);
        assertTrue(listed.contains("\n`tasker retry ID` goes on with one"), listed);
        String shown = Typed.done("show", id, "--store", store()).out();
        assertTrue(
                shown.contains(
                        "\nin_progress (interrupted)\n`tasker retry %s` goes on from here.\n"
                                .formatted(id)),
                shown);
        JsonObject document = Typed.done("show", id, "--store", store(), "--json").object();
        assertEquals("in_progress", document.value("status"));
        assertEquals("abandoned", document.value("execution"));
        assertEquals(
                "abandoned",
                Typed.objects(Typed.done("tasks", "--store", store(), "--json").json())
                        .getFirst()
                        .value("execution"));
    }

    /** The services live in the process that is killed: what they were about to do is undone. */
    @ParameterizedTest
    @CsvSource({
        "create_user_account, user:delay=20s",
        "setup_billing_profile, billing:delay=20s",
        "send_welcome_sequence, notification:delay=20s"
    })
    void aRetryCompletesWhatAKilledRunHadBegun(String step, String fault) throws Exception {
        String id =
                killDuring(tasker(Map.of(), "run", "user_registration", "--fault", fault), step);
        mustBeAbandoned(step);
        mustEndWell(tasker(Map.of(), "retry", id));
        mustBeCompleteWithEachEffectOnce(id);
        assertEquals(2, step(task().orElseThrow(), step).attempts());
    }

    /** The services live on: what they were asked happens after the death of who asked. */
    @ParameterizedTest
    @CsvSource({
        "create_user_account, user",
        "initialize_preferences, preferences",
        "send_welcome_sequence, notification"
    })
    void anEffectThatComesAfterTheDeathIsNotDoubled(String step, String service) throws Exception {
        try (Services services =
                Services.start(
                        folder.resolve("services.db"),
                        folder.resolve("services.log"),
                        List.of(Fault.parse(service + ":delay=1s")))) {
            Map<String, String> environment =
                    Map.of(ServiceDirectory.VARIABLE, Json.write(services.directory()));
            String id = killDuring(tasker(environment, "run", "user_registration"), step);
            mustBeAbandoned(step);
            mustEndWell(tasker(environment, "retry", id));
            mustBeCompleteWithEachEffectOnce(id);
        }
    }

    @Test
    void aRunThatIsToldToEndSaysHowToGoOn() throws Exception {
        Process child =
                tasker(Map.of(), "run", "user_registration", "--fault", "billing:delay=20s");
        Instant end = Instant.now().plus(PATIENCE);
        while (task().filter(
                                task ->
                                        step(task, "setup_billing_profile").status()
                                                == StepStatus.IN_PROGRESS)
                        .isEmpty()
                && Instant.now().isBefore(end)) {
            Thread.sleep(20);
        }
        child.destroy();
        assertTrue(child.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        assertNotEquals(0, child.exitValue());
        String id = task().orElseThrow().task().id();
        assertTrue(
                Checkout.text(folder.resolve("output"))
                        .contains("Interrupted. `tasker retry " + id + "` goes on from here."));
        assertEquals(Optional.of(ExecutionStatus.ABANDONED), task().orElseThrow().execution());
        mustEndWell(tasker(Map.of(), "retry", id));
        mustBeCompleteWithEachEffectOnce(id);
    }
}

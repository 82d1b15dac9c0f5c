package systems.tasker.local.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import systems.tasker.ServiceDirectory;
import systems.tasker.compiler.CompiledWorkflow;
import systems.tasker.json.Json;
import systems.tasker.local.cli.Tasker;
import systems.tasker.local.project.Checkout;
import systems.tasker.local.stack.LocalStack;
import systems.tasker.service.TaskView;
import systems.tasker.services.Services;
import systems.tasker.store.TaskQuery;
import systems.tasker.store.TaskStatus;

/** Points of fault injection, repeated as a real <code>kill -9</code> of the command line. */
final class KillTest {
    private static final int KILLS = Integer.getInteger("tasker.faults.kills", 50);

    /** Every so manyth retry is a process of its own: all of them would take twice the time. */
    private static final int RETRY_AS_COMMAND = 5;

    private static final int KILLED = 128 + 9;
    private static final CompiledWorkflow WORKFLOW = Checkout.userRegistration();
    private static final int PATIENCE_SECONDS = 60;

    @TempDir private Path folder = Path.of("");

    /** A process of the command line in a folder of its own. */
    private static final class Command {
        private final Path own;

        Command(Path own) throws IOException {
            this.own = Files.createDirectories(own);
        }

        Path store() {
            return own.resolve("tasker.db");
        }

        int exit(List<String> options, String... words) throws Exception {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(
                    List.of(
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-Xshare:auto",
                            "-Xlog:disable",
                            "--enable-native-access=ALL-UNNAMED",
                            "-Dtasker.home=" + Checkout.HOME));
            command.addAll(options);
            command.addAll(List.of("-cp", System.getProperty("java.class.path")));
            command.add(Tasker.class.getName());
            command.addAll(List.of(words));
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(
                                    ProcessBuilder.Redirect.appendTo(
                                            own.resolve("output").toFile()));
            builder.environment().remove(ServiceDirectory.VARIABLE);
            builder.environment().put("TASKER_STORE", store().toString());
            Process child = builder.start();
            try {
                assertTrue(child.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), this::output);
                return child.exitValue();
            } finally {
                child.destroyForcibly();
            }
        }

        String output() {
            return Checkout.text(own.resolve("output"));
        }

        /** What `tasker retry` does, in this process. */
        void retryHere(String id) throws Exception {
            try (Services services =
                            Services.start(
                                    own.resolve("services.db"),
                                    own.resolve("services.log"),
                                    List.of());
                    LocalStack stack =
                            LocalStack.open(
                                    new LocalStack.Surroundings(
                                            store(),
                                            ServiceDirectory.of(Json.write(services.directory())),
                                            line -> {},
                                            step -> {}),
                                    List.of(WORKFLOW))) {
                stack.end(stack.operations().retry(id).task())
                        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        }

        /** The task as it is kept; empty where it was never accepted. */
        Optional<TaskView> task() {
            try (LocalStack records = LocalStack.open(store())) {
                return records.tasks().list(TaskQuery.newest(2)).stream()
                        .findFirst()
                        .map(task -> records.tasks().show(task.id()));
            }
        }

        void mustHold(TaskView view) {
            Effects effects = Registration.effects(own.resolve("services.db"), view.task().id());
            Invariants.callsAreAtMostClaimsAndEffectsAreOnce(view, effects);
            Invariants.completionIsInTheTrailOnce(view);
            try (LocalStack records = LocalStack.open(store())) {
                Invariants.noTaskIsStuckWithoutBeingFound(
                        view,
                        records.operations().search().stuck(TaskQuery.newest(2), Duration.ZERO));
            }
            Invariants.trailsAreLegalPaths(view);
        }
    }

    private Path agent() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes()
                .put(new Attributes.Name("Premain-Class"), KillAgent.class.getName());
        Path jar = folder.resolve("agent.jar");
        try (OutputStream file = Files.newOutputStream(jar)) {
            new JarOutputStream(file, manifest).close();
        }
        return jar;
    }

    @Test
    void aTaskThatIsKilledAnywhereIsCompletedByARetry() throws Exception {
        String agent = "-javaagent:" + agent() + "=";
        Path count = folder.resolve("count");
        Command undisturbed = new Command(folder.resolve("undisturbed"));
        assertEquals(
                0,
                undisturbed.exit(List.of(agent + count), "run", "user_registration"),
                undisturbed::output);
        int points = Integer.parseInt(Checkout.text(count));

        AtomicInteger retried = new AtomicInteger();
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            List<Future<?>> kills = new ArrayList<>();
            for (int i = 0; i < KILLS; i++) {
                int point = 1 + i * (points - 1) / KILLS;
                boolean asCommand = i % RETRY_AS_COMMAND == 0;
                Command command = new Command(folder.resolve("kill-" + i));
                kills.add(
                        pool.submit(
                                () -> {
                                    if (killed(command, agent + point, asCommand)) {
                                        retried.incrementAndGet();
                                    }
                                    return point;
                                }));
            }
            for (Future<?> kill : kills) {
                kill.get();
            }
        }
        System.out.println(
                KILLS + " kills at " + points + " points, " + retried + " of them with a retry");
        assertTrue(points >= KILLS, "Points: " + points);
        assertTrue(retried.get() > KILLS / 2, "Retried: " + retried);
    }

    /**
     * Whether there was something to retry.
     *
     * @param asCommand whether that is done by a process of its own
     */
    private static boolean killed(Command command, String agent, boolean asCommand)
            throws Exception {
        assertEquals(
                KILLED,
                command.exit(List.of(agent), "run", "user_registration"),
                () -> agent + command.output());
        Optional<TaskView> found = command.task();
        found.ifPresent(command::mustHold);
        boolean unfinished =
                found.filter(view -> view.task().status() != TaskStatus.COMPLETE).isPresent();
        if (unfinished) {
            String id = found.orElseThrow().task().id();
            if (asCommand) {
                assertEquals(
                        0, command.exit(List.of(), "retry", id), () -> agent + command.output());
            } else {
                command.retryHere(id);
            }
            TaskView complete = command.task().orElseThrow();
            command.mustHold(complete);
            assertEquals(TaskStatus.COMPLETE, complete.task().status());
            assertEquals(5, complete.annotations().size(), agent);
        }
        return unfinished;
    }
}

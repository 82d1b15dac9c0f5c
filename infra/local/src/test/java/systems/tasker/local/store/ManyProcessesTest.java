package systems.tasker.local.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import systems.tasker.store.AuditTrail;
import systems.tasker.store.Snapshot;
import systems.tasker.store.StepItem;
import systems.tasker.store.StepStatus;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskStatus;
import systems.tasker.store.TaskStore;
import systems.tasker.store.Transition;

/** Real processes on one file, one of which is killed in the middle of its writes. */
class ManyProcessesTest {
    @TempDir private Path folder;

    private Process hammer(int seed, int attempts) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Hammer.class.getName(),
                        folder.resolve("tasker.db").toString(),
                        Integer.toString(seed),
                        Integer.toString(attempts))
                .redirectErrorStream(true)
                .redirectOutput(output(seed).toFile())
                .start();
    }

    private Path output(int seed) {
        return folder.resolve("output-" + seed);
    }

    /** The last number that the process has printed. */
    private long written(int seed) throws IOException {
        long number = 0;
        for (String line : Files.readAllLines(output(seed))) {
            assertTrue(line.matches("\\d+"), line);
            number = Long.parseLong(line);
        }
        return number;
    }

    @Test
    void noWriteIsLostOrHalvedWhenOneOfThreeProcessesIsKilled() throws Exception {
        try (TaskStore store = new SqliteTaskStore(SqliteFile.open(folder.resolve("tasker.db")))) {
            for (int i = 0; i < Hammer.TASKS; i++) {
                assertTrue(store.put(Hammer.task(i)));
            }
            List<Process> survivors = List.of(hammer(1, 400), hammer(2, 400));
            Process victim = hammer(3, 1_000_000);
            while (written(3) < 300) {
                assertTrue(victim.isAlive());
                Thread.sleep(5);
            }
            victim.destroyForcibly();
            assertNotEquals(0, victim.waitFor());
            for (Process survivor : survivors) {
                assertTrue(survivor.waitFor(60, TimeUnit.SECONDS));
                assertEquals(0, survivor.exitValue());
            }
            long answered = Hammer.TASKS + written(1) + written(2) + written(3);

            long stored = 0;
            for (int i = 0; i < Hammer.TASKS; i++) {
                Snapshot found = store.readAll("task-" + i);
                stored += whole(Objects.requireNonNull(found.task()));
                for (StepItem step : found.steps().values()) {
                    stored += whole(step);
                }
            }
            // The victim prints every hundredth: it had been answered up to a hundred more, and
            // waited for one more in each of its threads.
            assertTrue(stored >= answered, stored + " of " + answered);
            assertTrue(stored < answered + 100 + 2 * Hammer.THREADS, stored + " of " + answered);
        }
        try (SqliteFile file = SqliteFile.open(folder.resolve("tasker.db"))) {
            Optional<String> check =
                    file.read(
                            session ->
                                    session.one("PRAGMA integrity_check", row -> row.getString(1)));
            assertEquals(Optional.of("ok"), check);
        }
    }

    /** Gives the number of its writes. */
    private static long whole(TaskItem task) {
        Optional<String> last = legalPath(task.transitions(), true);
        assertEquals(Optional.of(task.status().wireName()), last);
        assertEquals(
                task.transitions().folded() + task.transitions().entries().size(), task.revision());
        return task.revision();
    }

    private static long whole(StepItem step) {
        Optional<String> last = legalPath(step.transitions(), false);
        assertEquals(Optional.of(step.status().wireName()), last);
        assertEquals(
                step.transitions().folded() + step.transitions().entries().size(), step.revision());
        return step.revision();
    }

    private static Optional<String> legalPath(AuditTrail trail, boolean ofTask) {
        List<String> at = new ArrayList<>();
        for (Transition transition : trail.entries()) {
            String from = transition.from();
            if (!at.isEmpty()) {
                assertEquals(at.getLast(), from);
            }
            if (from != null) {
                assertTrue(
                        ofTask
                                ? TaskStatus.of(from).mayBecome(TaskStatus.of(transition.to()))
                                : StepStatus.of(from).mayBecome(StepStatus.of(transition.to())));
            }
            at.add(transition.to());
        }
        return at.isEmpty() ? Optional.empty() : Optional.of(at.getLast());
    }
}

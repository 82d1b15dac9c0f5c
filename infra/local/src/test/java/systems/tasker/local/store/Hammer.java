package systems.tasker.local.store;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import systems.tasker.json.JsonText;
import systems.tasker.store.Failure;
import systems.tasker.store.StepItem;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskStatus;
import systems.tasker.store.TaskStore;

/**
 * A process that changes the same few items as its siblings do, as fast as it can, and prints the
 * number of writes that were answered with yes: after every hundred, and at the end.
 */
final class Hammer {
    static final int TASKS = 4;
    static final List<String> STEPS = List.of("a", "b", "c");
    static final int THREADS = 8;

    private final TaskStore store;
    private final AtomicLong written = new AtomicLong();

    private Hammer(TaskStore store) {
        this.store = store;
    }

    /** Arguments: the file, a seed, the number of attempts of each thread. */
    public static void main(String[] arguments) throws Exception {
        Path path = Path.of(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        int attempts = Integer.parseInt(arguments[2]);
        try (TaskStore store = new SqliteTaskStore(SqliteFile.open(path));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Hammer hammer = new Hammer(store);
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Random random = new Random(seed * THREADS + i);
                running.add(threads.submit(() -> hammer.strike(random, attempts)));
            }
            for (Future<?> each : running) {
                each.get();
            }
            System.out.println(hammer.written.get());
        }
    }

    static TaskItem task(int number) {
        return TaskItem.created(
                "task-" + number,
                "hammer",
                "test",
                "1.0.0",
                "correlation",
                "fingerprint",
                JsonText.EMPTY_OBJECT,
                STEPS,
                Instant.EPOCH);
    }

    private void strike(Random random, int attempts) {
        for (int i = 0; i < attempts; i++) {
            int task = random.nextInt(TASKS);
            int step = random.nextInt(STEPS.size() + 1);
            boolean landed =
                    step == STEPS.size()
                            ? changeTask("task-" + task)
                            : changeStep("task-" + task, STEPS.get(step), random);
            if (landed && written.incrementAndGet() % 100 == 0) {
                System.out.println(written.get());
            }
        }
    }

    private boolean changeTask(String id) {
        Instant now = Instant.now();
        TaskItem found = store.task(id).orElseThrow();
        return store.put(
                found.status() == TaskStatus.IN_PROGRESS
                        ? found.failed(Failure.last("Test", null, "again"), now)
                        : found.resumed("1.0.0", STEPS, now));
    }

    private boolean changeStep(String id, String name, Random random) {
        Instant now = Instant.now();
        StepItem found =
                store.read(id, List.of(name))
                        .step(name)
                        .orElseGet(() -> StepItem.unclaimed(id, name, 1, now));
        return store.put(
                switch (found.status()) {
                    case IN_PROGRESS ->
                            found.failed(
                                    Failure.last("Test", null, "x".repeat(random.nextInt(3000))),
                                    now);
                    case ERROR, BLOCKED, PENDING ->
                            found.claimed(1, "claim " + random.nextInt(), now, now);
                    case COMPLETE, CANCELLED, RESOLVED_MANUALLY, SKIPPED ->
                            throw new IllegalStateException("nobody wrote " + found);
                });
    }
}

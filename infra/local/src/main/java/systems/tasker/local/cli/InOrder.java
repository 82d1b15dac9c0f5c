package systems.tasker.local.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import systems.tasker.store.StepItem;
import systems.tasker.store.TaskItem;

/**
 * Shows no step before its task, and changes in the order of their time: the threads of steps that
 * run beside each other tell of them as they happen to come along. So a change is shown a moment
 * after it was made, when none before it is still to come.
 */
final class InOrder implements Progress {
    private static final Duration MOMENT = Duration.ofMillis(100);
    private static final Duration TICK = Duration.ofMillis(20);

    private final Progress progress;
    private final PriorityQueue<StepItem> waiting =
            new PriorityQueue<>(
                    Comparator.comparing(StepItem::updatedAt)
                            .thenComparingLong(StepItem::revision));
    private int run;
    private boolean started;
    private boolean closed;

    InOrder(Progress progress) {
        this.progress = progress;
    }

    @Override
    public synchronized void started(TaskItem task, Iterable<StepItem> steps) {
        progress.started(task, steps);
        run = task.run();
        started = true;
        Thread.ofVirtual().name("in order").start(this::tick);
    }

    @Override
    public synchronized void changed(StepItem step) {
        waiting.add(step);
    }

    private void tick() {
        try {
            while (passOn(Instant.now().minus(MOMENT))) {
                Thread.sleep(TICK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Shows what changed up to a time, unless all is over. */
    private synchronized boolean passOn(Instant until) {
        while (started
                && !closed
                && !waiting.isEmpty()
                && !waiting.element().updatedAt().isAfter(until)) {
            StepItem step = waiting.remove();
            // What the run before had left open is no news of this one.
            if (step.run() == run) {
                progress.changed(step);
            }
        }
        return !closed;
    }

    @Override
    public synchronized void close() {
        passOn(Instant.MAX);
        closed = true;
        progress.close();
    }
}

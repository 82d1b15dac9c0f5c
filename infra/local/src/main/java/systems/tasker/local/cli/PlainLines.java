package systems.tasker.local.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import systems.tasker.store.Failure;
import systems.tasker.store.StepItem;
import systems.tasker.store.StepStatus;
import systems.tasker.store.TaskItem;

/** Progress without a terminal: a line for each change. */
final class PlainLines implements Progress {
    private final Console console;
    private final Set<String> running = new LinkedHashSet<>();
    private Instant begin = Instant.now();

    PlainLines(Console console) {
        this.console = console;
    }

    @Override
    public synchronized void started(TaskItem task, Iterable<StepItem> steps) {
        begin = task.updatedAt();
        console.line(header(task));
    }

    static String header(TaskItem task) {
        return "%s %s, task %s, run %d"
                .formatted(task.name(), task.version(), task.id(), task.run());
    }

    @Override
    public synchronized void changed(StepItem step) {
        boolean runs = step.status() == StepStatus.IN_PROGRESS;
        List<String> beside = new ArrayList<>(running);
        beside.remove(step.name());
        if (runs) {
            running.add(step.name());
        } else {
            running.remove(step.name());
        }
        console.line(
                "%9s  %s  %s"
                        .formatted(
                                Text.seconds(Duration.between(begin, step.updatedAt())),
                                Text.padded(step.name(), 28),
                                describe(step, runs ? beside : List.of())));
    }

    private static String describe(StepItem step, List<String> beside) {
        StringBuilder text = new StringBuilder(step.status().wireName());
        switch (step.status()) {
            case IN_PROGRESS -> text.append(", attempt ").append(step.attempts());
            case COMPLETE -> text.append(" after ").append(attempts(step)).append(elapsed(step));
            case ERROR -> {
                Failure failure = step.failure();
                text.append(" in attempt ").append(step.attempts());
                if (failure != null) {
                    text.append(failure.last() ? ", for good: " : ", to be tried again");
                    if (!failure.last()) {
                        text.append(
                                failure.retryAt() == null
                                        ? ": "
                                        : " after "
                                                + Text.seconds(
                                                        Duration.between(
                                                                step.updatedAt(),
                                                                failure.retryAt()))
                                                + ": ");
                    }
                    text.append(StepTable.oneLine(failure));
                }
            }
            case PENDING, BLOCKED, CANCELLED, RESOLVED_MANUALLY, SKIPPED -> {}
        }
        if (!beside.isEmpty()) {
            text.append(", beside ").append(String.join(", ", beside));
        }
        return text.toString();
    }

    private static String elapsed(StepItem step) {
        return Span.of(step, step.updatedAt())
                .map(span -> ", " + Text.seconds(span.duration()) + inThisRun(step))
                .orElse("");
    }

    private static String inThisRun(StepItem step) {
        return step.tries() < step.attempts() ? " in this run" : "";
    }

    static String attempts(StepItem step) {
        return step.attempts() == 1 ? "1 attempt" : step.attempts() + " attempts";
    }

    @Override
    public void close() {}
}

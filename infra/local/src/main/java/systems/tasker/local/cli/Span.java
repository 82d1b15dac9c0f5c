package systems.tasker.local.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import systems.tasker.store.Failure;
import systems.tasker.store.StepItem;
import systems.tasker.store.StepStatus;
import systems.tasker.store.Transition;

/**
 * When a step ran in the last run that claimed it: from its first attempt there to its end, waits
 * between attempts included. What lies between two runs of a task is no time of its steps.
 */
record Span(Instant start, Instant end) implements Comparable<Span> {

    /** That of a step; empty where the step was not claimed in its run. */
    static Optional<Span> of(StepItem step, Instant now) {
        return step.tries() == 0
                ? Optional.empty()
                : Optional.of(new Span(firstAttempt(step), end(step, now)));
    }

    /** Where so long a run has lost its first entry, of the oldest that is left. */
    private static Instant firstAttempt(StepItem step) {
        int first = step.attempts() - step.tries() + 1;
        String running = StepStatus.IN_PROGRESS.wireName();
        return step.transitions().entries().stream()
                .filter(entry -> entry.to().equals(running) && entry.attempt() >= first)
                .map(Transition::at)
                .findFirst()
                .orElse(step.updatedAt());
    }

    private static Instant end(StepItem step, Instant now) {
        return switch (step.status()) {
            case IN_PROGRESS -> now;
            case ERROR -> isTriedAgain(step) ? now : step.updatedAt();
            case COMPLETE, BLOCKED, CANCELLED, RESOLVED_MANUALLY, SKIPPED, PENDING ->
                    endOfLastAttempt(step);
        };
    }

    /** What a person does about a step later is none of its time. */
    private static Instant endOfLastAttempt(StepItem step) {
        String running = StepStatus.IN_PROGRESS.wireName();
        return step.transitions().entries().reversed().stream()
                .filter(entry -> running.equals(entry.from()))
                .map(Transition::at)
                .findFirst()
                .orElse(step.updatedAt());
    }

    /** Whether it is in error, but not for good. */
    static boolean isTriedAgain(StepItem step) {
        Failure failure = step.failure();
        return step.status() == StepStatus.ERROR && failure != null && !failure.last();
    }

    Duration duration() {
        return Duration.between(start, end);
    }

    @Override
    public int compareTo(Span other) {
        return start.compareTo(other.start);
    }
}

package systems.tasker.local.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import systems.tasker.store.Failure;
import systems.tasker.store.StepItem;
import systems.tasker.store.StepStatus;

/** Steps as a table: state, attempts, time, and a bar on the time axis of the task. */
final class StepTable {
    private static final int AXIS = 28;
    private static final int LONGEST_NAME = 40;

    private final Console console;

    StepTable(Console console) {
        this.console = console;
    }

    /** A line for each step, in the order given. */
    List<String> lines(Collection<StepItem> steps, Instant now) {
        int width =
                Math.min(
                        LONGEST_NAME,
                        steps.stream().mapToInt(step -> step.name().length()).max().orElse(0));
        Instant first =
                steps.stream()
                        .map(StepItem::startedAt)
                        .filter(started -> started != null)
                        .min(Instant::compareTo)
                        .orElse(now);
        Instant last =
                steps.stream().map(step -> end(step, now)).max(Instant::compareTo).orElse(now);
        long span = Math.max(1, Duration.between(first, last).toMillis());
        List<String> lines = new ArrayList<>();
        for (StepItem step : steps) {
            lines.add(
                    "  %s %s  %s  %s  %s"
                            .formatted(
                                    mark(step),
                                    padded(step.name(), width),
                                    padded(status(step), 26),
                                    padded(time(step, now), 9),
                                    bar(step, first, span, now))
                            .stripTrailing());
        }
        return lines;
    }

    private String mark(StepItem step) {
        return switch (step.status()) {
            case COMPLETE, RESOLVED_MANUALLY, SKIPPED -> console.green("✓");
            case IN_PROGRESS -> console.yellow("▸");
            case ERROR -> isTriedAgain(step) ? console.yellow("↻") : console.red("✗");
            case BLOCKED, CANCELLED -> console.yellow("–");
            case PENDING -> console.faint("·");
        };
    }

    private static boolean isTriedAgain(StepItem step) {
        Failure failure = step.failure();
        return step.status() == StepStatus.ERROR && failure != null && !failure.last();
    }

    private static String status(StepItem step) {
        String status = step.status().wireName();
        if (isTriedAgain(step)) {
            return "to be tried again";
        }
        return step.attempts() > 1 ? status + ", attempt " + step.attempts() : status;
    }

    private static String time(StepItem step, Instant now) {
        return step.startedAt() == null
                ? ""
                : seconds(Duration.between(step.startedAt(), end(step, now)));
    }

    private static Instant end(StepItem step, Instant now) {
        return switch (step.status()) {
            case IN_PROGRESS -> now;
            case ERROR -> isTriedAgain(step) ? now : step.updatedAt();
            case COMPLETE, BLOCKED, CANCELLED, RESOLVED_MANUALLY, SKIPPED, PENDING ->
                    step.updatedAt();
        };
    }

    private String bar(StepItem step, Instant first, long span, Instant now) {
        Instant started = step.startedAt();
        if (started == null) {
            return "";
        }
        int from = column(Duration.between(first, started).toMillis(), span);
        int to = column(Duration.between(first, end(step, now)).toMillis(), span);
        String bar = "━".repeat(Math.max(1, to - from));
        return " ".repeat(Math.min(from, AXIS - 1))
                + switch (step.status()) {
                    case COMPLETE, RESOLVED_MANUALLY, SKIPPED -> console.green(bar);
                    case ERROR -> isTriedAgain(step) ? console.yellow(bar) : console.red(bar);
                    case IN_PROGRESS, PENDING, BLOCKED, CANCELLED -> console.yellow(bar);
                };
    }

    private static int column(long milliseconds, long span) {
        return (int) Math.round((double) AXIS * milliseconds / span);
    }

    /** Seconds with as many digits as a person reads. */
    static String seconds(Duration duration) {
        double seconds = duration.toNanos() / 1e9;
        return String.format(Locale.ROOT, seconds < 10 ? "%.3f s" : "%.1f s", seconds);
    }

    static String padded(String text, int width) {
        String cut = text.length() > width ? text.substring(0, width - 1) + "…" : text;
        return cut + " ".repeat(width - cut.length());
    }

    /** What a failure says, on one line. */
    static @Nullable String oneLine(@Nullable Failure failure) {
        return failure == null
                ? null
                : failure.label() + ": " + failure.message().replaceAll("\\s+", " ").strip();
    }
}

package systems.tasker.local.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import systems.tasker.store.Failure;
import systems.tasker.store.StepItem;

/** Steps as a table: state, attempts, time, and a bar on the time axis of the task's last run. */
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
        int run = steps.stream().mapToInt(StepItem::run).max().orElse(0);
        List<Span> ofRun =
                steps.stream()
                        .filter(step -> step.run() == run)
                        .flatMap(step -> Span.of(step, now).stream())
                        .toList();
        Instant first = ofRun.stream().map(Span::start).min(Instant::compareTo).orElse(now);
        Instant last = ofRun.stream().map(Span::end).max(Instant::compareTo).orElse(now);
        long axis = Math.max(1, Duration.between(first, last).toMillis());
        List<String> lines = new ArrayList<>();
        for (StepItem step : steps) {
            Optional<Span> span = Span.of(step, now);
            boolean ofBefore = step.run() < run;
            String status = status(step) + (ofBefore ? ", run " + step.run() : "");
            String time = span.map(Span::duration).map(Text::seconds).orElse("");
            String bar =
                    span.filter(ran -> !ofBefore)
                            .map(ran -> bar(step, ran, first, axis))
                            .orElse("");
            lines.add(
                    "  %s %s  %s  %s  %s"
                            .formatted(
                                    mark(step),
                                    Text.padded(step.name(), width),
                                    Text.padded(status, 26),
                                    Text.padded(time, 9),
                                    bar)
                            .stripTrailing());
        }
        return lines;
    }

    private String mark(StepItem step) {
        return switch (step.status()) {
            case COMPLETE, RESOLVED_MANUALLY, SKIPPED -> console.green("✓");
            case IN_PROGRESS -> console.yellow("▸");
            case ERROR -> Span.isTriedAgain(step) ? console.yellow("↻") : console.red("✗");
            case BLOCKED, CANCELLED -> console.yellow("–");
            case PENDING -> console.faint("·");
        };
    }

    private static String status(StepItem step) {
        String status = step.status().wireName();
        if (Span.isTriedAgain(step)) {
            return "to be tried again";
        }
        return step.attempts() > 1 ? status + ", attempt " + step.attempts() : status;
    }

    private String bar(StepItem step, Span span, Instant first, long axis) {
        int from = column(Duration.between(first, span.start()).toMillis(), axis);
        int to = column(Duration.between(first, span.end()).toMillis(), axis);
        String bar = "━".repeat(Math.max(1, to - from));
        return " ".repeat(Math.min(from, AXIS - 1))
                + switch (step.status()) {
                    case COMPLETE, RESOLVED_MANUALLY, SKIPPED -> console.green(bar);
                    case ERROR -> Span.isTriedAgain(step) ? console.yellow(bar) : console.red(bar);
                    case IN_PROGRESS, PENDING, BLOCKED, CANCELLED -> console.yellow(bar);
                };
    }

    private static int column(long milliseconds, long axis) {
        return (int) Math.round((double) AXIS * milliseconds / axis);
    }

    /** What a failure says, on one line. */
    static @Nullable String oneLine(@Nullable Failure failure) {
        return failure == null
                ? null
                : failure.label() + ": " + failure.message().replaceAll("\\s+", " ").strip();
    }
}

package systems.tasker.local.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import systems.tasker.TaskFailed;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.service.TaskView;
import systems.tasker.store.Annotation;
import systems.tasker.store.Failure;
import systems.tasker.store.StepItem;
import systems.tasker.store.StepStatus;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskStatus;
import systems.tasker.store.Transition;

/** What a person is told of a task. */
final class TaskReport {
    private final Console console;

    TaskReport(Console console) {
        this.console = console;
    }

    /** How a task stands, and what its handler has annotated. */
    void outcome(TaskView view) {
        TaskItem task = view.task();
        String status = Standing.of(view).status();
        String time = time(task);
        console.line("");
        switch (task.status()) {
            case COMPLETE, RESOLVED_MANUALLY ->
                    console.line(console.green(status) + " in " + time + parallel(view));
            case ERROR, CANCELLED -> console.line(console.red(status) + " after " + time);
            case PENDING -> console.line(console.yellow(status));
            case IN_PROGRESS -> {
                console.line(console.yellow(status));
                console.line(
                        Standing.of(view).isInterrupted()
                                ? "`tasker retry " + task.id() + "` goes on from here."
                                : "Another process runs it.");
            }
        }
        if (!tellsOfSteps(task.failure())) {
            view.steps().stream()
                    .filter(step -> step.status() == StepStatus.ERROR)
                    .forEach(
                            step ->
                                    console.line(
                                            "  "
                                                    + step.name()
                                                    + ": "
                                                    + StepTable.oneLine(step.failure())));
        }
        Failure failure = task.failure();
        if (failure != null && task.status() == TaskStatus.ERROR) {
            console.line(failure.message());
        }
        if (!view.annotations().isEmpty()) {
            console.line("");
            console.line("annotations");
            int width =
                    view.annotations().stream().mapToInt(a -> a.name().length()).max().orElse(0);
            for (Annotation annotation : view.annotations()) {
                console.line(
                        "  "
                                + Text.padded(annotation.name(), width)
                                + "  "
                                + annotation.value().text());
            }
        }
    }

    /** From the begin of its last run. */
    static String time(TaskItem task) {
        return Text.seconds(Duration.between(begin(task), task.updatedAt()));
    }

    /** When its last run began. */
    private static Instant begin(TaskItem task) {
        String running = TaskStatus.IN_PROGRESS.wireName();
        return task.transitions().entries().reversed().stream()
                .filter(entry -> entry.to().equals(running))
                .map(Transition::at)
                .findFirst()
                .orElse(task.createdAt());
    }

    /** Whether a task's failure names its failed steps itself. */
    private static boolean tellsOfSteps(@Nullable Failure failure) {
        return failure != null && failure.kind().equals(TaskFailed.class.getSimpleName());
    }

    /** The time in which steps of the last run ran beside others, where there is any. */
    private static String parallel(TaskView view) {
        Duration saved = Duration.ZERO;
        Instant busyUntil = Instant.MIN;
        for (Span span : spans(view)) {
            Instant overlapEnd = span.end().isBefore(busyUntil) ? span.end() : busyUntil;
            if (span.start().isBefore(overlapEnd)) {
                saved = saved.plus(Duration.between(span.start(), overlapEnd));
            }
            busyUntil = span.end().isAfter(busyUntil) ? span.end() : busyUntil;
        }
        return saved.toMillis() > 0 ? "; steps beside each other saved " + Text.seconds(saved) : "";
    }

    private static List<Span> spans(TaskView view) {
        return view.steps().stream()
                .filter(step -> step.run() == view.task().run())
                .filter(step -> step.completedAt() != null)
                .flatMap(step -> Span.of(step, step.updatedAt()).stream())
                .sorted()
                .toList();
    }

    /** Now while it runs, else when it last changed: a step that was cut off takes no more time. */
    private static Instant lastSeen(TaskView view) {
        if (view.execution().equals(Optional.of(ExecutionStatus.RUNNING))) {
            return Instant.now();
        }
        return view.steps().stream()
                .map(StepItem::updatedAt)
                .max(Instant::compareTo)
                .orElse(view.task().updatedAt());
    }

    /** The steps with their results and all their transitions. */
    void steps(TaskView view) {
        new StepTable(console).lines(view.steps(), lastSeen(view)).forEach(console::line);
        if (!view.formerSteps().isEmpty()) {
            console.line(
                    "no longer in the template: "
                            + String.join(
                                    ", ",
                                    view.formerSteps().stream().map(StepItem::name).toList()));
        }
        results(view);
        console.line("");
        console.line("transitions");
        List<Row> rows = new ArrayList<>();
        view.task().transitions().entries().forEach(entry -> rows.add(new Row("task", entry)));
        for (StepItem step : view.steps()) {
            step.transitions().entries().forEach(entry -> rows.add(new Row(step.name(), entry)));
        }
        rows.stream()
                .sorted((a, b) -> a.entry().at().compareTo(b.entry().at()))
                .forEach(row -> console.line(row.text()));
    }

    /** A line for each, as long as a line may be. */
    private void results(TaskView view) {
        SequencedMap<String, String> results = new LinkedHashMap<>();
        for (StepItem step : view.steps()) {
            if (step.results() != null) {
                results.put(step.name(), step.results().text());
            }
        }
        if (results.isEmpty()) {
            return;
        }
        console.line("");
        console.line("results");
        int names = results.sequencedKeySet().stream().mapToInt(String::length).max().orElse(0);
        int width = console.width();
        boolean clipped = false;
        for (Map.Entry<String, String> result : results.sequencedEntrySet()) {
            String line = "  " + Text.padded(result.getKey(), names) + "  " + result.getValue();
            clipped |= line.length() > width;
            console.line(Text.clipped(line, width));
        }
        if (clipped) {
            console.line(console.faint("  in full: tasker show " + view.task().id() + " --json"));
        }
    }

    private record Row(String of, Transition entry) {
        String text() {
            return "  %s  %s  %s -> %s, %s %d%s"
                    .formatted(
                            Text.time(entry.at()),
                            Text.padded(of, 28),
                            entry.from() == null ? "new" : entry.from(),
                            entry.to(),
                            of.equals("task") ? "run" : "attempt",
                            entry.attempt(),
                            entry.reason() == null ? "" : ": " + entry.reason());
        }
    }
}

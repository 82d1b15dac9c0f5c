package systems.tasker.local.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import systems.tasker.TaskFailed;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.json.JsonText;
import systems.tasker.service.TaskView;
import systems.tasker.store.Annotation;
import systems.tasker.store.Failure;
import systems.tasker.store.StepItem;
import systems.tasker.store.StepStatus;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskStatus;
import systems.tasker.store.Transition;

/** What is told of a task: its outcome to a person, everything to a machine. */
final class TaskReport {
    private final Console console;

    TaskReport(Console console) {
        this.console = console;
    }

    /** How a task stands, and what its handler has annotated. */
    void outcome(TaskView view) {
        TaskItem task = view.task();
        String status = task.status().wireName();
        String time = StepTable.seconds(Duration.between(begin(task), task.updatedAt()));
        console.line("");
        switch (task.status()) {
            case COMPLETE, RESOLVED_MANUALLY ->
                    console.line(console.green(status) + " in " + time + parallel(view.steps()));
            case ERROR, CANCELLED -> console.line(console.red(status) + " after " + time);
            case PENDING, IN_PROGRESS -> console.line(console.yellow(status));
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
                                + StepTable.padded(annotation.name(), width)
                                + "  "
                                + annotation.value().text());
            }
        }
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

    /** The time in which steps ran beside others, where there is any. */
    private static String parallel(List<StepItem> steps) {
        Duration saved = Duration.ZERO;
        Instant busyUntil = Instant.MIN;
        for (Span span : steps.stream().flatMap(Span::of).sorted().toList()) {
            Instant overlapEnd = span.end().isBefore(busyUntil) ? span.end() : busyUntil;
            if (span.start().isBefore(overlapEnd)) {
                saved = saved.plus(Duration.between(span.start(), overlapEnd));
            }
            busyUntil = span.end().isAfter(busyUntil) ? span.end() : busyUntil;
        }
        return saved.toMillis() > 0
                ? "; steps beside each other saved " + StepTable.seconds(saved)
                : "";
    }

    /** From the first attempt of a step to its completion; ordered by the start. */
    private record Span(Instant start, Instant end) implements Comparable<Span> {
        static Stream<Span> of(StepItem step) {
            return step.startedAt() == null || step.completedAt() == null
                    ? Stream.empty()
                    : Stream.of(new Span(step.startedAt(), step.completedAt()));
        }

        @Override
        public int compareTo(Span other) {
            return start.compareTo(other.start);
        }
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

    /** The steps with all their transitions. */
    void steps(TaskView view) {
        new StepTable(console).lines(view.steps(), lastSeen(view)).forEach(console::line);
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

    private record Row(String of, Transition entry) {
        String text() {
            return "  %s  %s  %s -> %s, %s %d%s"
                    .formatted(
                            entry.at(),
                            StepTable.padded(of, 28),
                            entry.from() == null ? "new" : entry.from(),
                            entry.to(),
                            of.equals("task") ? "run" : "attempt",
                            entry.attempt(),
                            entry.reason() == null ? "" : ": " + entry.reason());
        }
    }

    /** Everything, as JSON values. */
    static SequencedMap<String, @Nullable Object> json(TaskView view) {
        TaskItem task = view.task();
        SequencedMap<String, @Nullable Object> json = summary(task);
        json.put("context", task.context());
        json.put("steps", view.steps().stream().map(TaskReport::json).toList());
        SequencedMap<String, @Nullable Object> annotations = new LinkedHashMap<>();
        view.annotations().forEach(each -> annotations.put(each.name(), each.value()));
        json.put("annotations", annotations);
        json.put(
                "transitions",
                task.transitions().entries().stream().map(TaskReport::json).toList());
        return json;
    }

    /** What a list of tasks says of each. */
    static SequencedMap<String, @Nullable Object> summary(TaskItem task) {
        SequencedMap<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("task_id", task.id());
        json.put("namespace", task.namespace());
        json.put("name", task.name());
        json.put("version", task.version());
        json.put("status", task.status().wireName());
        json.put("run", task.run());
        json.put("correlation_id", task.correlationId());
        json.put("created_at", task.createdAt().toString());
        json.put("updated_at", task.updatedAt().toString());
        json.put("completed_at", text(task.completedAt()));
        json.put("error", json(task.failure()));
        return json;
    }

    private static SequencedMap<String, @Nullable Object> json(StepItem step) {
        SequencedMap<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", step.name());
        json.put("status", step.status().wireName());
        json.put("attempts", step.attempts());
        json.put("started_at", text(step.startedAt()));
        json.put("completed_at", text(step.completedAt()));
        json.put("results", step.results());
        json.put("error", json(step.failure()));
        json.put(
                "transitions",
                step.transitions().entries().stream().map(TaskReport::json).toList());
        return json;
    }

    private static @Nullable SequencedMap<String, @Nullable Object> json(
            @Nullable Failure failure) {
        if (failure == null) {
            return null;
        }
        SequencedMap<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("class", failure.kind());
        json.put("code", failure.code());
        json.put("message", failure.message());
        JsonText context = failure.context();
        json.put("context", context);
        return json;
    }

    private static SequencedMap<String, @Nullable Object> json(Transition entry) {
        SequencedMap<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("from", entry.from());
        json.put("to", entry.to());
        json.put("at", entry.at().toString());
        json.put("attempt", entry.attempt());
        json.put("reason", entry.reason());
        return json;
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}

package systems.tasker.local.cli;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import systems.tasker.json.JsonText;
import systems.tasker.service.TaskView;
import systems.tasker.store.Failure;
import systems.tasker.store.StepItem;
import systems.tasker.store.TaskItem;
import systems.tasker.store.Transition;

/** What a program is told of a task, as JSON values. */
final class TaskDocument {
    private TaskDocument() {}

    /** Everything. */
    static SequencedMap<String, @Nullable Object> json(TaskView view) {
        TaskItem task = view.task();
        SequencedMap<String, @Nullable Object> json = summary(Standing.of(view));
        json.put("context", task.context());
        json.put("steps", view.steps().stream().map(TaskDocument::step).toList());
        json.put("former_steps", view.formerSteps().stream().map(TaskDocument::step).toList());
        json.put("bypassed_steps", task.bypassed());
        SequencedMap<String, @Nullable Object> annotations = new LinkedHashMap<>();
        view.annotations().forEach(each -> annotations.put(each.name(), each.value()));
        json.put("annotations", annotations);
        json.put(
                "transitions",
                task.transitions().entries().stream().map(TaskDocument::json).toList());
        return json;
    }

    /** What a list of tasks says of each. */
    static SequencedMap<String, @Nullable Object> summary(Standing standing) {
        TaskItem task = standing.task();
        SequencedMap<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("task_id", task.id());
        json.put("namespace", task.namespace());
        json.put("name", task.name());
        json.put("version", task.version());
        json.put("status", task.status().wireName());
        json.put("execution", standing.executionStatus());
        json.put("run", task.run());
        json.put("correlation_id", task.correlationId());
        json.put("created_at", task.createdAt().toString());
        json.put("updated_at", task.updatedAt().toString());
        json.put("completed_at", text(task.completedAt()));
        json.put("error", json(task.failure()));
        return json;
    }

    /** A step, with its transitions. */
    static SequencedMap<String, @Nullable Object> step(StepItem step) {
        SequencedMap<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", step.name());
        json.put("status", step.status().wireName());
        json.put("attempts", step.attempts());
        json.put("generation", step.generation());
        json.put("started_at", text(step.startedAt()));
        json.put("completed_at", text(step.completedAt()));
        json.put("results", step.results());
        json.put("error", json(step.failure()));
        json.put(
                "transitions",
                step.transitions().entries().stream().map(TaskDocument::json).toList());
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

package systems.tasker.service;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.service.TaskOperations.Cancelled;
import systems.tasker.store.AuditTrail;
import systems.tasker.store.Failure;
import systems.tasker.store.StepItem;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskStatus;
import systems.tasker.store.Transition;

/** What a program is told of a task, as JSON values: the same on the command line and over HTTP. */
public final class TaskDocument {
    private TaskDocument() {}

    /** Everything. */
    public static SequencedMap<String, @Nullable Object> of(TaskView view) {
        TaskItem task = view.task();
        SequencedMap<String, @Nullable Object> json = summary(task);
        json.put("execution", execution(task, view.execution()));
        json.put("context", task.context());
        json.put("steps", view.steps().stream().map(TaskDocument::of).toList());
        json.put("former_steps", view.formerSteps().stream().map(TaskDocument::of).toList());
        json.put("bypassed_steps", task.bypassed());
        SequencedMap<String, @Nullable Object> annotations = new LinkedHashMap<>();
        view.annotations().forEach(each -> annotations.put(each.name(), each.value()));
        json.put("annotations", annotations);
        json.put("transitions", transitions(task.transitions()));
        return json;
    }

    /** What a list of tasks says of each. */
    public static SequencedMap<String, @Nullable Object> summary(TaskItem task) {
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
        json.put("error", of(task.failure()));
        return json;
    }

    /**
     * Of a task in progress, whether its execution is {@code running} or {@code abandoned}; null of
     * others.
     */
    public static @Nullable String execution(TaskItem task, Optional<ExecutionStatus> execution) {
        boolean running = execution.filter(status -> status == ExecutionStatus.RUNNING).isPresent();
        return task.status() != TaskStatus.IN_PROGRESS ? null : running ? "running" : "abandoned";
    }

    /** A step, with its transitions. */
    public static SequencedMap<String, @Nullable Object> of(StepItem step) {
        SequencedMap<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", step.name());
        json.put("status", step.status().wireName());
        json.put("attempts", step.attempts());
        json.put("generation", step.generation());
        json.put("started_at", text(step.startedAt()));
        json.put("completed_at", text(step.completedAt()));
        json.put("results", step.results());
        json.put("error", of(step.failure()));
        json.put("transitions", transitions(step.transitions()));
        return json;
    }

    /** A cancelled task, and what has become of its steps. */
    public static SequencedMap<String, @Nullable Object> of(Cancelled cancelled) {
        SequencedMap<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("task_id", cancelled.task().id());
        json.put("status", cancelled.task().status().wireName());
        json.put("done", names(cancelled.done()));
        json.put("in_flight", names(cancelled.inFlight()));
        json.put("not_done", names(cancelled.notDone()));
        return json;
    }

    /** An entry of the audit trail. */
    public static SequencedMap<String, @Nullable Object> of(Transition entry) {
        SequencedMap<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("from", entry.from());
        json.put("to", entry.to());
        json.put("at", entry.at().toString());
        json.put("attempt", entry.attempt());
        json.put("reason", entry.reason());
        return json;
    }

    private static List<SequencedMap<String, @Nullable Object>> transitions(AuditTrail trail) {
        return trail.entries().stream().map(TaskDocument::of).toList();
    }

    private static List<String> names(List<StepItem> steps) {
        return steps.stream().map(StepItem::name).toList();
    }

    private static @Nullable SequencedMap<String, @Nullable Object> of(@Nullable Failure failure) {
        if (failure == null) {
            return null;
        }
        SequencedMap<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("class", failure.kind());
        json.put("code", failure.code());
        json.put("message", failure.message());
        json.put("context", failure.context());
        return json;
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}

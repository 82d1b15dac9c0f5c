package systems.tasker.protocol;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import systems.tasker.Sequence;
import systems.tasker.Step;
import systems.tasker.StructuredLog;
import systems.tasker.Task;
import systems.tasker.json.JsonObject;
import systems.tasker.json.JsonText;
import systems.tasker.store.Annotation;
import systems.tasker.store.Snapshot;
import systems.tasker.store.StepItem;
import systems.tasker.store.StepStatus;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskStore;

/** Stored items as handlers see them. */
final class Views {
    private final TaskerRuntime runtime;
    private final String correlationId;
    private final Consumer<String> logLines;

    Views(TaskerRuntime runtime, String correlationId, Consumer<String> logLines) {
        this.runtime = runtime;
        this.correlationId = correlationId;
        this.logLines = logLines;
    }

    Task task(TaskItem item, JsonObject handlerConfig) {
        return new Task(
                item.id(),
                item.namespace(),
                item.name(),
                item.version(),
                item.correlationId(),
                item.createdAt(),
                item.context(),
                handlerConfig);
    }

    /** The step that runs, with its configuration. */
    Step own(StepItem item, JsonObject handlerConfig) {
        return step(item, handlerConfig);
    }

    /** A step that is looked at. */
    Step other(StepItem item) {
        return step(item, JsonObject.EMPTY);
    }

    /** A step that nobody has claimed. */
    Step unclaimed(TaskItem task, String name) {
        return other(StepItem.unclaimed(task, name, task.createdAt()));
    }

    /** What was read is at hand; the first look at another step reads all the others at once. */
    Sequence sequence(TaskItem task, Snapshot found, TaskStore store) {
        SequencedMap<String, StepItem> known = new LinkedHashMap<>(found.steps());
        boolean[] all = {false};
        return new Sequence(
                name -> {
                    if (!known.containsKey(name) && !all[0]) {
                        List<String> others = new ArrayList<>(task.steps());
                        others.removeAll(known.keySet());
                        known.putAll(store.read(task.id(), others).steps());
                        all[0] = true;
                    }
                    return Optional.ofNullable(known.get(name)).map(this::other);
                });
    }

    static List<Annotation> annotations(
            SequencedMap<String, @Nullable Object> values, Instant now) {
        List<Annotation> annotations = new ArrayList<>();
        values.forEach(
                (name, value) -> annotations.add(new Annotation(name, JsonText.of(value), now)));
        return annotations;
    }

    private Step step(StepItem item, JsonObject handlerConfig) {
        SequencedMap<String, @Nullable Object> always = new LinkedHashMap<>();
        always.put("task_id", item.taskId());
        always.put("step_name", item.name());
        always.put("attempt", item.attempts());
        always.put("correlation_id", correlationId);
        return new Step(
                item.taskId(),
                item.name(),
                item.status().wireName(),
                item.attempts(),
                item.generation(),
                handlerConfig,
                item.results(),
                item.startedAt(),
                item.status() == StepStatus.COMPLETE ? item.completedAt() : null,
                runtime.services(),
                new StructuredLog(logLines, runtime.clock(), always));
    }
}

package systems.tasker.protocol;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import systems.tasker.AnnotationsFailed;
import systems.tasker.PermanentError;
import systems.tasker.RetryableError;
import systems.tasker.Sequence;
import systems.tasker.Step;
import systems.tasker.Task;
import systems.tasker.TaskFailed;
import systems.tasker.json.JsonObject;
import systems.tasker.store.Failure;
import systems.tasker.store.Snapshot;
import systems.tasker.store.StepItem;
import systems.tasker.store.StepStatus;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskStatus;
import systems.tasker.store.TaskStore;

/**
 * What the Finalize function does: let the task handler annotate the task, then settle its outcome.
 */
public final class FinalizeProtocol {
    /** Tries of the task handler after the first, before the task is in error for it. */
    static final int ANNOTATION_RETRIES = 3;

    private final TaskerRuntime runtime;
    private final TaskStore store;
    private final Caller caller;
    private final List<String> stepNames;
    private final JsonObject handlerConfig;
    private final int retryCount;
    private final Consumer<String> logLines;

    private FinalizeProtocol(TaskerRuntime runtime, JsonObject payload, Consumer<String> logLines) {
        this.runtime = runtime;
        this.store = runtime.store();
        this.caller = Caller.of(payload);
        this.stepNames = StepRequest.names(payload.value("steps"));
        this.handlerConfig = payload.object("handler_config");
        this.retryCount = payload.number("retry_count").map(Number::intValue).orElse(0);
        this.logLines = logLines;
    }

    /** The business logic at the end of a task. */
    @FunctionalInterface
    public interface TaskHandler {
        /** Annotates the task. */
        void updateAnnotations(Task task, Sequence sequence, List<Step> steps) throws Exception;
    }

    /** An invocation of a Finalize function, from payload to answer. */
    public static FunctionEntry.Function function(TaskHandler handler) {
        return (runtime, payload, invocation) ->
                new FinalizeProtocol(runtime, payload, invocation.logLines()).run(handler);
    }

    private Map<String, @Nullable Object> run(TaskHandler handler) {
        Snapshot found = store.readAll(caller.input().taskId());
        TaskItem task = found.task();
        if (task != null && caller.owns(task) && task.status() != TaskStatus.IN_PROGRESS) {
            return replay(task);
        }
        TaskItem mine = caller.mustOwn(found);
        List<StepItem> unsatisfied =
                found.stepsOrUnclaimed(stepNames).stream()
                        .filter(step -> !step.status().satisfied())
                        .toList();
        Exception failed = annotate(handler, mine, found);
        if (!unsatisfied.isEmpty()) {
            return settle(mine, Outcomes.failure(mine, unsatisfied));
        }
        if (failed == null) {
            return settle(mine, null);
        }
        if (!(failed instanceof PermanentError) && retryCount < ANNOTATION_RETRIES) {
            throw new RetryableError("updateAnnotations: " + failed);
        }
        return settle(
                mine,
                Failure.last(
                        AnnotationsFailed.class.getSimpleName(),
                        "ANNOTATIONS_FAILED",
                        "All steps are complete, but updateAnnotations failed with "
                                + failed
                                + ". `tasker retry "
                                + mine.id()
                                + "` repeats it alone."));
    }

    private @Nullable Exception annotate(TaskHandler handler, TaskItem item, Snapshot found) {
        Views views = new Views(runtime, item.correlationId(), logLines);
        List<Step> steps = found.stepsOrUnclaimed(stepNames).stream().map(views::other).toList();
        try {
            Task task =
                    views.task(
                            item,
                            Configuration.filledIn(
                                    handlerConfig, runtime.environment(), "The task handler"));
            handler.updateAnnotations(task, views.sequence(item, found, store), steps);
            if (!task.annotations().isEmpty()) {
                store.annotate(
                        item.id(),
                        Views.annotations(task.annotations(), runtime.clock().instant()));
            }
            return null;
        } catch (Exception e) {
            views.unclaimed(item, "Finalize")
                    .log()
                    .error("updateAnnotations failed", Map.of("error_message", e.toString()));
            return e;
        }
    }

    private Map<String, @Nullable Object> settle(TaskItem task, @Nullable Failure failure) {
        Instant now = runtime.clock().instant();
        TaskItem settled = failure == null ? task.completed(now) : task.failed(failure, now);
        if (!store.put(settled)) {
            throw new RetryableError("Task `" + task.id() + "` has changed meanwhile");
        }
        return replay(settled);
    }

    /** What a settled task answers, now or to a repeated invocation. */
    private static Map<String, @Nullable Object> replay(TaskItem task) {
        Failure failure = task.failure();
        if (task.status() == TaskStatus.COMPLETE) {
            Map<String, @Nullable Object> answer = new LinkedHashMap<>();
            answer.put("task_id", task.id());
            answer.put("status", task.status().wireName());
            return answer;
        }
        String message = failure == null ? task.status().wireName() : failure.message();
        if (failure != null && failure.kind().equals(AnnotationsFailed.class.getSimpleName())) {
            throw new AnnotationsFailed(message);
        }
        throw new TaskFailed(message);
    }

    /** How a task that did not come to its end is told to a person. */
    private static final class Outcomes {
        /** Step Functions passes on 32,768 characters of a cause, and nobody reads as many. */
        private static final int TOLD = 3;

        private static final int LISTED = 20;
        private static final int MESSAGE = 1_000;

        static Failure failure(TaskItem task, List<StepItem> unsatisfied) {
            List<StepItem> failed =
                    unsatisfied.stream()
                            .filter(step -> step.status() != StepStatus.BLOCKED)
                            .filter(step -> step.revision() > 0)
                            .toList();
            StringBuilder message = new StringBuilder();
            failed.stream().limit(TOLD).forEach(step -> message.append(describe(step)).append(' '));
            if (failed.size() > TOLD) {
                message.append(failed.size() - TOLD).append(" more steps failed. ");
            }
            List<String> waiting =
                    unsatisfied.stream()
                            .filter(step -> !failed.contains(step))
                            .map(step -> "`" + step.name() + "`")
                            .toList();
            if (!waiting.isEmpty()) {
                List<String> told = waiting.subList(0, Math.min(LISTED, waiting.size()));
                message.append("Not run: ").append(String.join(", ", told));
                message.append(waiting.size() > LISTED ? " and " : ". ");
                if (waiting.size() > LISTED) {
                    message.append(waiting.size() - LISTED).append(" more. ");
                }
            }
            message.append("`tasker retry ").append(task.id()).append("` goes on from here.");
            return Failure.last(
                    TaskFailed.class.getSimpleName(),
                    failed.stream()
                            .map(StepItem::failure)
                            .filter(failure -> failure != null)
                            .map(Failure::label)
                            .findFirst()
                            .orElse(null),
                    message.toString());
        }

        private static String cut(String message) {
            return message.length() > MESSAGE ? message.substring(0, MESSAGE) + "…" : message;
        }

        private static String describe(StepItem step) {
            Failure failure = step.failure();
            String what =
                    failure == null
                            ? "is " + step.status().wireName()
                            : "failed with "
                                    + (failure.code() == null
                                            ? failure.kind()
                                            : failure.code() + " (" + failure.kind() + ")");
            return "Step `"
                    + step.name()
                    + "` "
                    + what
                    + " after "
                    + (step.tries() == 1 ? "1 attempt" : step.tries() + " attempts")
                    + (failure == null ? "." : ": " + cut(failure.message()) + ".");
        }
    }
}

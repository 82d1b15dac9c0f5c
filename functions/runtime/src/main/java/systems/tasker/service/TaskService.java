package systems.tasker.service;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import systems.tasker.engine.Engine;
import systems.tasker.engine.ExecutionInput;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.json.JsonText;
import systems.tasker.protocol.Closer;
import systems.tasker.store.Snapshot;
import systems.tasker.store.StepItem;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskQuery;
import systems.tasker.store.TaskStatus;
import systems.tasker.store.TaskStore;

/** What can be done with tasks, whoever asks. */
public final class TaskService {
    /** Of a context, in bytes: it shares an item of 400 KB with the task's audit trail. */
    public static final int MAX_CONTEXT_BYTES = 256 * 1024;

    private static final Pattern CORRELATION_ID = Pattern.compile("[\\x21-\\x7e]{1,128}");

    private final TaskStore store;
    private final Engine engine;
    private final SequencedMap<String, Workflow> workflows = new LinkedHashMap<>();
    private final Map<JsonText, ContextSchema> schemas = new ConcurrentHashMap<>();
    private final InstantSource clock;

    /** A service for these workflows. */
    public TaskService(
            TaskStore store, Engine engine, List<Workflow> workflows, InstantSource clock) {
        this.store = store;
        this.engine = engine;
        this.clock = clock;
        workflows.forEach(
                workflow ->
                        this.workflows.put(key(workflow.namespace(), workflow.name()), workflow));
    }

    /**
     * A task to create.
     *
     * @param context a JSON object
     * @param identity two requests of one identity create one task
     */
    public record NewTask(
            String namespace, String name, JsonText context, Optional<String> identity) {}

    /** A created task, or the one that its identity had created before. */
    public record Created(TaskItem task, boolean existed) {}

    /**
     * Validates, stores, and starts: in this order, so that nothing is stored of what is invalid,
     * and nothing runs that is not stored.
     *
     * @throws Refusal INVALID_CONTEXT, UNKNOWN_WORKFLOW or IDENTITY_REUSED
     */
    public Created create(NewTask request) {
        Workflow workflow = workflow(request.namespace(), request.name());
        JsonText context = validated(workflow, request.context());
        Instant now = clock.instant();
        String fingerprint = TaskIds.fingerprint(workflow, context);
        TaskItem task =
                TaskItem.created(
                        request.identity()
                                .map(identity -> TaskIds.derived(workflow, identity))
                                .orElseGet(() -> TaskIds.random(now)),
                        workflow.namespace(),
                        workflow.name(),
                        workflow.version(),
                        context.object()
                                .text("correlation_id")
                                .orElseGet(() -> TaskIds.correlationId(now)),
                        fingerprint,
                        context,
                        workflow.steps(),
                        now);
        if (store.put(task)) {
            start(task);
            return new Created(task, false);
        }
        TaskItem existing = task(task.id());
        if (!existing.fingerprint().equals(fingerprint)) {
            throw new Refusal(
                    Refusal.Reason.IDENTITY_REUSED,
                    "Task `"
                            + existing.id()
                            + "` was created under this identity with another context");
        }
        if (existing.status() == TaskStatus.IN_PROGRESS
                && engine.describe(existing.execution()).isEmpty()) {
            start(existing);
        }
        return new Created(existing, true);
    }

    private ContextSchema schema(Workflow workflow) {
        return schemas.computeIfAbsent(workflow.schema(), ContextSchema::of);
    }

    private JsonText validated(Workflow workflow, JsonText context) {
        int size = context.size();
        if (size > MAX_CONTEXT_BYTES) {
            throw invalid("has " + size + " bytes; " + MAX_CONTEXT_BYTES + " are allowed");
        }
        if (!(context.value() instanceof Map<?, ?> fields)) {
            throw invalid("must be a JSON object");
        }
        JsonText validated = schema(workflow).validated(context);
        if (fields.containsKey("correlation_id")
                && !validated
                        .object()
                        .text("correlation_id")
                        .filter(id -> CORRELATION_ID.matcher(id).matches())
                        .isPresent()) {
            throw new Refusal(
                    Refusal.Reason.INVALID_CONTEXT,
                    "The context has a correlation id that no header can carry",
                    List.of(
                            new Violation(
                                    "/correlation_id",
                                    "must be 1 to 128 visible ASCII characters")));
        }
        return validated;
    }

    private static Refusal invalid(String message) {
        return new Refusal(
                Refusal.Reason.INVALID_CONTEXT,
                "The context is not valid",
                List.of(new Violation("", message)));
    }

    /**
     * Goes on with a task from where it stopped, with a fresh budget for each step: complete steps
     * are not run again.
     *
     * @throws Refusal UNKNOWN_TASK, UNKNOWN_WORKFLOW, or WRONG_STATE where it is complete or
     *     running
     */
    public TaskItem retry(String taskId) {
        TaskItem task = settled(task(taskId));
        if (task.status() == TaskStatus.IN_PROGRESS) {
            start(task);
            return task;
        }
        Workflow workflow = workflow(task.namespace(), task.name());
        TaskItem resumed = task.resumed(workflow.version(), workflow.steps(), clock.instant());
        if (!store.put(resumed)) {
            throw wrongState("Task `" + taskId + "` has just been changed by someone else");
        }
        start(resumed);
        return resumed;
    }

    /** The task as it can be resumed; in progress only if its execution was never started. */
    private TaskItem settled(TaskItem task) {
        Optional<ExecutionStatus> execution = engine.describe(task.execution());
        if (execution.equals(Optional.of(ExecutionStatus.RUNNING))) {
            throw wrongState(
                    "Task `"
                            + task.id()
                            + "` is running: wait for its end, then retry if it failed");
        }
        return switch (task.status()) {
            case ERROR, CANCELLED -> task;
            case IN_PROGRESS -> execution.isEmpty() ? task : close(task, execution.get());
            case COMPLETE, RESOLVED_MANUALLY, PENDING ->
                    throw wrongState(
                            "Task `"
                                    + task.id()
                                    + "` is "
                                    + task.status().wireName()
                                    + ": there is nothing to retry");
        };
    }

    private TaskItem close(TaskItem task, ExecutionStatus execution) {
        new Closer(store, clock)
                .close(
                        task.id(),
                        task.execution(),
                        execution,
                        "The execution ended before its Finalize.",
                        execution == ExecutionStatus.ABANDONED);
        return task(task.id());
    }

    /**
     * A task with all that belongs to it.
     *
     * @throws Refusal UNKNOWN_TASK
     */
    public TaskView show(String taskId) {
        Snapshot found = store.readAll(taskId);
        TaskItem task = found.task();
        if (task == null) {
            throw unknownTask(taskId);
        }
        List<StepItem> steps = new ArrayList<>();
        for (String name : task.steps()) {
            steps.add(
                    found.step(name)
                            .orElseGet(
                                    () ->
                                            StepItem.unclaimed(
                                                    taskId, name, task.run(), task.createdAt())));
        }
        return new TaskView(
                task, steps, store.annotations(taskId), engine.describe(task.execution()));
    }

    /** Tasks, newest first. */
    public List<TaskItem> list(TaskQuery query) {
        return store.list(query);
    }

    private void start(TaskItem task) {
        engine.start(
                task.namespace(),
                task.name(),
                task.execution(),
                new ExecutionInput(task.id(), task.run(), task.correlationId()).json());
    }

    private TaskItem task(String taskId) {
        return store.task(taskId).orElseThrow(() -> unknownTask(taskId));
    }

    private Workflow workflow(String namespace, String name) {
        Supplier<Refusal> unknown =
                () ->
                        new Refusal(
                                Refusal.Reason.UNKNOWN_WORKFLOW,
                                "No workflow `"
                                        + key(namespace, name)
                                        + "` is known here; known: "
                                        + String.join(", ", workflows.sequencedKeySet()));
        return Optional.ofNullable(workflows.get(key(namespace, name))).orElseThrow(unknown);
    }

    private static String key(String namespace, String name) {
        return namespace + "/" + name;
    }

    private static Refusal unknownTask(String taskId) {
        return new Refusal(
                Refusal.Reason.UNKNOWN_TASK,
                "There is no task `" + taskId + "`; `tasker tasks` lists those there are");
    }

    private static Refusal wrongState(String message) {
        return new Refusal(Refusal.Reason.WRONG_STATE, message);
    }
}

package systems.tasker.service;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import systems.tasker.engine.Engine;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.json.JsonText;
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

    private final TaskAccess tasks;
    private final Map<JsonText, ContextSchema> schemas = new ConcurrentHashMap<>();

    /** A service for these workflows. */
    public TaskService(
            TaskStore store, Engine engine, List<Workflow> workflows, InstantSource clock) {
        this(new TaskAccess(store, engine, workflows, clock));
    }

    private TaskService(TaskAccess tasks) {
        this.tasks = tasks;
    }

    /** What a person does about tasks that failed, or go wrong. */
    public TaskOperations operations() {
        return new TaskOperations(tasks);
    }

    /**
     * A task to create.
     *
     * @param context a JSON object
     * @param identity two requests of one identity create one task
     * @param bypassSteps steps to be skipped, which their template must allow
     */
    public record NewTask(
            String namespace,
            String name,
            JsonText context,
            Identity identity,
            List<String> bypassSteps) {
        public NewTask {
            bypassSteps = List.copyOf(bypassSteps);
        }

        /** All steps of it, and a task of its own. */
        public NewTask(String namespace, String name, JsonText context) {
            this(namespace, name, context, Identity.NONE, List.of());
        }
    }

    /** A created task, or the one that its identity had created before. */
    public record Created(TaskItem task, boolean existed) {}

    /**
     * Validates, stores, and starts: in this order, so that nothing is stored of what is invalid,
     * and nothing runs that is not stored.
     *
     * @throws Refusal INVALID_CONTEXT, INVALID_REQUEST, UNKNOWN_WORKFLOW or IDENTITY_REUSED
     */
    public Created create(NewTask request) {
        Workflow workflow = tasks.workflow(request.namespace(), request.name());
        List<String> bypassed = bypassed(workflow, request.bypassSteps());
        JsonText context = validated(workflow, request.context());
        Instant now = tasks.now();
        String fingerprint = TaskIds.fingerprint(workflow, context, bypassed);
        TaskItem task =
                TaskItem.created(
                        id(request.identity(), workflow, fingerprint, now),
                        workflow.namespace(),
                        workflow.name(),
                        workflow.version(),
                        context.object()
                                .text("correlation_id")
                                .orElseGet(() -> TaskIds.correlationId(now)),
                        fingerprint,
                        context,
                        workflow.stepNames(),
                        bypassed,
                        now);
        if (tasks.store().put(task)) {
            tasks.start(task);
            return new Created(task, false);
        }
        TaskItem existing = tasks.task(task.id());
        if (!existing.fingerprint().equals(fingerprint)) {
            throw new Refusal(
                    Refusal.Reason.IDENTITY_REUSED,
                    "Task `"
                            + existing.id()
                            + "` was created under this identity with another context or other steps to be bypassed");
        }
        if (existing.status() == TaskStatus.IN_PROGRESS && tasks.execution(existing).isEmpty()) {
            tasks.start(existing);
        }
        return new Created(existing, true);
    }

    private static String id(
            Identity identity, Workflow workflow, String fingerprint, Instant now) {
        return switch (identity) {
            case Identity.None none -> TaskIds.random(now);
            case Identity.Key key -> TaskIds.derived(workflow, "key", key.text());
            case Identity.OfRequest ofRequest -> TaskIds.derived(workflow, "hash", fingerprint);
        };
    }

    /** In template order, each once. */
    private static List<String> bypassed(Workflow workflow, List<String> wanted) {
        List<Violation> violations = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            Optional<Workflow.WorkflowStep> step = workflow.step(wanted.get(i));
            if (step.isEmpty()) {
                violations.add(
                        new Violation(
                                "/bypass_steps/" + i,
                                "`"
                                        + wanted.get(i)
                                        + "` is no step of `"
                                        + workflow.label()
                                        + "`; its steps: "
                                        + String.join(", ", workflow.stepNames())));
            } else if (!step.get().skippable()) {
                violations.add(
                        new Violation(
                                "/bypass_steps/" + i,
                                "`" + wanted.get(i) + "` is not `skippable` in its template"));
            }
        }
        if (!violations.isEmpty()) {
            throw new Refusal(
                    Refusal.Reason.INVALID_REQUEST,
                    "Not all of these steps can be bypassed",
                    violations);
        }
        return workflow.stepNames().stream().filter(wanted::contains).toList();
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
     * A task with all that belongs to it.
     *
     * @throws Refusal UNKNOWN_TASK
     */
    public TaskView show(String taskId) {
        // The execution first: one that has ended was settled before, or is never.
        TaskItem seen = tasks.task(taskId);
        Optional<ExecutionStatus> execution = tasks.execution(seen);
        Snapshot found = tasks.whole(taskId);
        TaskItem task = Objects.requireNonNull(found.task());
        List<StepItem> former = new ArrayList<>(found.steps().values());
        former.removeIf(step -> task.steps().contains(step.name()));
        return new TaskView(
                task,
                found.stepsOrUnclaimed(task.steps()),
                former,
                tasks.store().annotations(taskId),
                task.run() == seen.run() ? execution : tasks.execution(task));
    }

    /** The URL at which a person can watch the execution of a task, where there is such a place. */
    public Optional<String> executionLink(TaskItem task) {
        return tasks.executionLink(task);
    }

    /** Tasks, newest first. */
    public List<TaskItem> list(TaskQuery query) {
        return tasks.store().list(query);
    }
}

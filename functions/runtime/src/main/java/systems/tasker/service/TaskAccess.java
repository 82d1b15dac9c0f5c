package systems.tasker.service;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import systems.tasker.engine.Engine;
import systems.tasker.engine.ExecutionInput;
import systems.tasker.engine.ExecutionName;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.store.Snapshot;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskStore;

/** The deployed workflows, the store and the engine, as all of the service uses them. */
final class TaskAccess {
    private final TaskStore store;
    private final Engine engine;
    private final SequencedMap<String, Workflow> workflows = new LinkedHashMap<>();
    private final InstantSource clock;

    TaskAccess(TaskStore store, Engine engine, List<Workflow> workflows, InstantSource clock) {
        this.store = store;
        this.engine = engine;
        this.clock = clock;
        workflows.forEach(workflow -> this.workflows.put(workflow.label(), workflow));
    }

    TaskStore store() {
        return store;
    }

    InstantSource clock() {
        return clock;
    }

    Instant now() {
        return clock.instant();
    }

    /**
     * @throws Refusal UNKNOWN_WORKFLOW
     */
    Workflow workflow(String namespace, String name) {
        Workflow workflow = workflows.get(namespace + "/" + name);
        if (workflow == null) {
            throw new Refusal(
                    Refusal.Reason.UNKNOWN_WORKFLOW,
                    "No workflow `"
                            + namespace
                            + "/"
                            + name
                            + "` is known here; known: "
                            + String.join(", ", workflows.sequencedKeySet()));
        }
        return workflow;
    }

    /**
     * @throws Refusal UNKNOWN_WORKFLOW
     */
    Workflow workflow(TaskItem task) {
        if (!workflows.containsKey(task.namespace() + "/" + task.name())) {
            throw new Refusal(
                    Refusal.Reason.UNKNOWN_WORKFLOW,
                    "Task `"
                            + task.id()
                            + "` is one of `"
                            + task.namespace()
                            + "/"
                            + task.name()
                            + "`, which is not known here: give its file with `--template FILE`,"
                            + " where it was run from one");
        }
        return workflow(task.namespace(), task.name());
    }

    /**
     * @throws Refusal UNKNOWN_TASK
     */
    TaskItem task(String taskId) {
        return store.task(taskId).orElseThrow(() -> Refusal.unknownTask(taskId));
    }

    /**
     * The task with all its steps.
     *
     * @throws Refusal UNKNOWN_TASK
     */
    Snapshot whole(String taskId) {
        Snapshot found = store.readAll(taskId);
        if (found.task() == null) {
            throw Refusal.unknownTask(taskId);
        }
        return found;
    }

    /** What became of the execution that works on a task; empty where none was started. */
    Optional<ExecutionStatus> execution(TaskItem task) {
        return engine.describe(named(task));
    }

    Optional<String> executionLink(TaskItem task) {
        return engine.link(named(task));
    }

    /** Ends the execution that works on a task. */
    void stop(TaskItem task, String error, String cause) {
        engine.stop(named(task), error, cause);
    }

    private static ExecutionName named(TaskItem task) {
        return new ExecutionName(task.namespace(), task.name(), task.execution());
    }

    boolean isRunning(TaskItem task) {
        return execution(task).filter(status -> status == ExecutionStatus.RUNNING).isPresent();
    }

    void start(TaskItem task) {
        engine.start(
                named(task),
                new ExecutionInput(task.id(), task.run(), task.correlationId()).json());
    }
}

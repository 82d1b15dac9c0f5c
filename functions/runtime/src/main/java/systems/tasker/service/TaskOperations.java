package systems.tasker.service;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import systems.tasker.store.Failure;
import systems.tasker.store.Snapshot;
import systems.tasker.store.StepItem;
import systems.tasker.store.StepStatus;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskStatus;

/**
 * What a person does about tasks that failed, or go wrong. Each operation decides by one
 * conditional write, so that of two that contradict each other one is refused, and one that was cut
 * off can be repeated.
 */
public final class TaskOperations {
    private static final String ABORTED = "Tasker.Cancelled";

    private final TaskAccess tasks;
    private final Closing closing;

    TaskOperations(TaskAccess tasks) {
        this.tasks = tasks;
        this.closing = new Closing(tasks);
    }

    /**
     * A task that goes on, by the template as it is now: its steps are the task's from here on.
     *
     * @param added steps that the template has got since; they are run
     * @param removed steps that it has lost; what is recorded of them stays, and nobody waits for
     *     them
     */
    public record Resumed(TaskItem task, List<String> added, List<String> removed) {
        public Resumed {
            added = List.copyOf(added);
            removed = List.copyOf(removed);
        }
    }

    /**
     * A task that was cancelled.
     *
     * @param done steps whose effects have happened
     * @param inFlight steps that may be running still; they end, and what they did is recorded
     * @param notDone all others
     */
    public record Cancelled(
            TaskItem task, List<StepItem> done, List<StepItem> inFlight, List<StepItem> notDone) {
        public Cancelled {
            done = List.copyOf(done);
            inFlight = List.copyOf(inFlight);
            notDone = List.copyOf(notDone);
        }

        /** Steps of a task, by what has become of them. */
        public static Cancelled of(TaskItem task, List<StepItem> steps) {
            List<StepItem> open = new ArrayList<>(steps);
            open.removeIf(step -> step.status().satisfied());
            return new Cancelled(
                    task,
                    steps.stream().filter(step -> step.status().satisfied()).toList(),
                    open.stream().filter(step -> step.status() == StepStatus.IN_PROGRESS).toList(),
                    open.stream().filter(step -> step.status() != StepStatus.IN_PROGRESS).toList());
        }
    }

    /**
     * Goes on with a task from where it stopped, with a fresh budget for each step: steps that are
     * satisfied are not run again.
     *
     * @throws Refusal UNKNOWN_TASK, UNKNOWN_WORKFLOW, or WRONG_STATE where it is complete or
     *     running
     */
    public Resumed retry(String taskId) {
        TaskItem task =
                closing.stopped(tasks.task(taskId), "wait for its end, then retry if it failed");
        return switch (task.status()) {
            case IN_PROGRESS -> {
                tasks.start(task);
                yield new Resumed(task, List.of(), List.of());
            }
            case ERROR, CANCELLED ->
                    resume(
                            task,
                            workflow ->
                                    task.resumed(
                                            workflow.version(), workflow.stepNames(), tasks.now()));
            case COMPLETE, RESOLVED_MANUALLY, PENDING ->
                    throw Refusal.wrongState(
                            "Task `"
                                    + taskId
                                    + "` is "
                                    + task.status().wireName()
                                    + ": there is nothing to retry; `tasker retry "
                                    + taskId
                                    + " --from STEP` does a step and those after it again");
        };
    }

    /**
     * Does a step again and all that depend on it, whatever became of them, effects included: each
     * gets a new generation, and with it a new idempotency key.
     *
     * @throws Refusal UNKNOWN_TASK, UNKNOWN_WORKFLOW, UNKNOWN_STEP, or WRONG_STATE where the task
     *     is running or a function of it may be
     */
    public Resumed startOver(String taskId, String step, String reason) {
        StepsByHand.mustHave(reason);
        TaskItem task = closing.stopped(tasks.task(taskId), "cancel it first, or wait for its end");
        Workflow workflow = tasks.workflow(task);
        workflow.mustHave(step);
        if (task.status() == TaskStatus.IN_PROGRESS) {
            throw Refusal.wrongState(
                    "Task `" + taskId + "` has not begun: `tasker retry " + taskId + "` starts it");
        }
        List<String> again = workflow.from(step);
        Snapshot found = tasks.store().read(taskId, again);
        found.steps().values().forEach(own -> StepsByHand.mustNotBeRunning(own, tasks.now()));
        return resume(
                task,
                current ->
                        task.startedOver(
                                current.version(),
                                current.stepNames(),
                                again,
                                "started over from `" + step + "`: " + reason,
                                tasks.now()));
    }

    private Resumed resume(TaskItem task, Function<Workflow, TaskItem> next) {
        Workflow workflow = tasks.workflow(task);
        TaskItem resumed = next.apply(workflow);
        if (!tasks.store().put(resumed)) {
            throw Refusal.changedMeanwhile(task.id());
        }
        tasks.start(resumed);
        return new Resumed(
                resumed,
                without(resumed.steps(), task.steps()),
                without(task.steps(), resumed.steps()));
    }

    private static List<String> without(List<String> names, List<String> others) {
        return names.stream().filter(name -> !others.contains(name)).toList();
    }

    /**
     * Cancels a task: no further step of it begins. Repeating it is no error, and stops again an
     * execution that was not stopped.
     *
     * @throws Refusal UNKNOWN_TASK, or WRONG_STATE where it has come to its end
     */
    public Cancelled cancel(String taskId, String reason) {
        StepsByHand.mustHave(reason);
        TaskItem task = closing.unlessRunning(tasks.task(taskId));
        TaskItem cancelled =
                switch (task.status()) {
                    case CANCELLED -> task;
                    case IN_PROGRESS, ERROR, PENDING -> task.cancelled(reason, tasks.now());
                    case COMPLETE, RESOLVED_MANUALLY ->
                            throw Refusal.wrongState(
                                    "Task `"
                                            + taskId
                                            + "` is "
                                            + task.status().wireName()
                                            + ": there is nothing left to cancel");
                };
        if (!cancelled.equals(task) && !tasks.store().put(cancelled)) {
            throw Refusal.changedMeanwhile(taskId);
        }
        tasks.stop(cancelled, ABORTED, reason);
        cancelSteps(cancelled);
        return Cancelled.of(cancelled, steps(cancelled));
    }

    /** Notes of all steps that will not run that they will not; who was quicker runs. */
    private void cancelSteps(TaskItem task) {
        for (StepItem step : steps(task)) {
            if (mayBegin(step)) {
                tasks.store().put(step.cancelled("the task was cancelled", tasks.now()));
            }
        }
    }

    private static boolean mayBegin(StepItem step) {
        Failure failure = step.failure();
        return switch (step.status()) {
            case PENDING, BLOCKED -> true;
            case ERROR -> failure == null || !failure.last();
            case COMPLETE, RESOLVED_MANUALLY, SKIPPED, IN_PROGRESS, CANCELLED -> false;
        };
    }

    private List<StepItem> steps(TaskItem task) {
        return tasks.whole(task.id()).stepsOrUnclaimed(task.steps());
    }

    /** Settles steps without running them. */
    public StepsByHand byHand() {
        return new StepsByHand(tasks, closing);
    }

    /** Finds those that something is to be done about. */
    public TaskSearch search() {
        return new TaskSearch(tasks, closing);
    }
}

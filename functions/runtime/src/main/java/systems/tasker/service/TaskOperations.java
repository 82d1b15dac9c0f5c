package systems.tasker.service;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.json.JsonText;
import systems.tasker.protocol.Closer;
import systems.tasker.store.Failure;
import systems.tasker.store.Snapshot;
import systems.tasker.store.StepItem;
import systems.tasker.store.StepStatus;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskQuery;
import systems.tasker.store.TaskStatus;

/**
 * What a person does about tasks that failed, or go wrong. Each operation decides by one
 * conditional write, so that of two that contradict each other one is refused, and one that was cut
 * off can be repeated.
 */
public final class TaskOperations {
    /** How long a task may be without an execution before it counts as stuck. */
    public static final Duration GRACE = Duration.ofMinutes(1);

    private static final String ABORTED = "Tasker.Cancelled";

    private final TaskAccess tasks;

    TaskOperations(TaskAccess tasks) {
        this.tasks = tasks;
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
    }

    /**
     * Goes on with a task from where it stopped, with a fresh budget for each step: steps that are
     * satisfied are not run again.
     *
     * @throws Refusal UNKNOWN_TASK, UNKNOWN_WORKFLOW, or WRONG_STATE where it is complete or
     *     running
     */
    public Resumed retry(String taskId) {
        TaskItem task = stopped(tasks.task(taskId), "wait for its end, then retry if it failed");
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
        mustHave(reason);
        TaskItem task = stopped(tasks.task(taskId), "cancel it first, or wait for its end");
        Workflow workflow = tasks.workflow(task);
        if (workflow.step(step).isEmpty()) {
            throw unknownStep(workflow, step);
        }
        if (task.status() == TaskStatus.IN_PROGRESS) {
            throw Refusal.wrongState(
                    "Task `" + taskId + "` has not begun: `tasker retry " + taskId + "` starts it");
        }
        List<String> again = workflow.from(step);
        Snapshot found = tasks.store().read(taskId, again);
        found.steps().values().forEach(this::mustNotBeRunning);
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
     * The task as it is once its execution has ended; in progress only if that was never started.
     */
    private TaskItem stopped(TaskItem task, String instead) {
        Optional<ExecutionStatus> execution = tasks.execution(task);
        if (execution.equals(Optional.of(ExecutionStatus.RUNNING))) {
            throw Refusal.wrongState("Task `" + task.id() + "` is running: " + instead);
        }
        return task.status() == TaskStatus.IN_PROGRESS && execution.isPresent()
                ? close(task, execution.get())
                : task;
    }

    private TaskItem close(TaskItem task, ExecutionStatus execution) {
        new Closer(tasks.store(), tasks.clock())
                .close(
                        task.id(),
                        task.execution(),
                        execution,
                        "The execution ended before its Finalize.",
                        execution == ExecutionStatus.ABANDONED);
        return tasks.task(task.id());
    }

    /**
     * Cancels a task: no further step of it begins. Repeating it is no error, and stops again an
     * execution that was not stopped.
     *
     * @throws Refusal UNKNOWN_TASK, or WRONG_STATE where it has come to its end
     */
    public Cancelled cancel(String taskId, String reason) {
        mustHave(reason);
        TaskItem task = tasks.task(taskId);
        if (!tasks.isRunning(task)) {
            task = stopped(task, "");
        }
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
        tasks.engine().stop(cancelled.execution(), ABORTED, reason);
        return withItsSteps(cancelled);
    }

    /** Tells all steps that will not run, and sorts the others by what became of them. */
    private Cancelled withItsSteps(TaskItem task) {
        Snapshot found = tasks.whole(task.id());
        List<StepItem> done = new ArrayList<>();
        List<StepItem> inFlight = new ArrayList<>();
        List<StepItem> notDone = new ArrayList<>();
        for (String name : task.steps()) {
            StepItem step = found.stepOrUnclaimed(name, tasks.now());
            switch (step.status()) {
                case COMPLETE, RESOLVED_MANUALLY, SKIPPED -> done.add(step);
                case IN_PROGRESS -> inFlight.add(step);
                case CANCELLED, ERROR -> notDone.add(step);
                case PENDING, BLOCKED -> {
                    StepItem cancelled = step.cancelled("the task was cancelled", tasks.now());
                    boolean written = tasks.store().put(cancelled);
                    (written ? notDone : inFlight).add(written ? cancelled : step);
                }
            }
        }
        return new Cancelled(task, done, inFlight, notDone);
    }

    /**
     * Settles a step by hand: those after it see these results.
     *
     * @param results any JSON value
     * @throws Refusal UNKNOWN_TASK, UNKNOWN_STEP, INVALID_REQUEST without a reason, or WRONG_STATE
     *     where the step is satisfied or may be running
     */
    public StepItem resolve(String taskId, String step, JsonText results, String reason) {
        mustHave(reason);
        return byHand(taskId, step, "resolve", own -> own.resolved(results, reason, tasks.now()));
    }

    /**
     * Settles a step without doing it: those after it see no results of it.
     *
     * @throws Refusal as {@link #resolve}, and WRONG_STATE where its template does not say {@code
     *     skippable}
     */
    public StepItem skip(String taskId, String step, String reason) {
        mustHave(reason);
        Workflow workflow = tasks.workflow(tasks.task(taskId));
        boolean skippable =
                workflow.step(step).orElseThrow(() -> unknownStep(workflow, step)).skippable();
        if (!skippable) {
            throw Refusal.wrongState(
                    "Step `"
                            + step
                            + "` is not `skippable` in its template; `tasker resolve` gives it"
                            + " results by hand");
        }
        return byHand(taskId, step, "skip", own -> own.skipped(reason, tasks.now()));
    }

    private StepItem byHand(
            String taskId, String step, String what, Function<StepItem, StepItem> next) {
        TaskItem task = tasks.task(taskId);
        if (!tasks.isRunning(task)) {
            task = stopped(task, "");
        }
        if (!task.steps().contains(step)) {
            throw new Refusal(
                    Refusal.Reason.UNKNOWN_STEP,
                    "Task `"
                            + taskId
                            + "` has no step `"
                            + step
                            + "`; its steps: "
                            + String.join(", ", task.steps()));
        }
        StepItem own = tasks.store().read(taskId, List.of(step)).stepOrUnclaimed(step, tasks.now());
        mustNotBeRunning(own);
        if (own.status().satisfied()) {
            throw Refusal.wrongState(
                    "Step `"
                            + step
                            + "` is "
                            + own.status().wireName()
                            + ": there is nothing to "
                            + what
                            + "; `tasker retry "
                            + taskId
                            + " --from "
                            + step
                            + "` does it again");
        }
        StepItem settled = next.apply(own);
        if (!tasks.store().put(settled)) {
            throw Refusal.changedMeanwhile(taskId);
        }
        return settled;
    }

    private void mustNotBeRunning(StepItem step) {
        Instant until = step.claimedUntil();
        if (step.status() == StepStatus.IN_PROGRESS
                && until != null
                && tasks.now().isBefore(until)) {
            throw Refusal.wrongState(
                    "Step `"
                            + step.name()
                            + "` is running: wait until its attempt ends, "
                            + until
                            + " at the latest");
        }
    }

    /**
     * Tasks that say they are in progress while nothing works on them: their execution has ended
     * without settling them, was abandoned, or was never started.
     *
     * @param grace how long a task may be without an execution before it counts
     */
    public List<TaskItem> stuck(TaskQuery query, Duration grace) {
        return all(query.in(TaskStatus.IN_PROGRESS), task -> isStuck(task, grace));
    }

    private boolean isStuck(TaskItem task, Duration grace) {
        boolean old = !task.updatedAt().plus(grace).isAfter(tasks.now());
        return tasks.execution(task).map(status -> status != ExecutionStatus.RUNNING).orElse(old);
    }

    /**
     * Puts stuck tasks into error, so that they are seen, and can be retried.
     *
     * @return those that it changed
     */
    public List<TaskItem> sweep(Duration grace) {
        List<TaskItem> swept = new ArrayList<>();
        TaskQuery any =
                new TaskQuery(
                        Optional.empty(), Optional.empty(), Optional.empty(), Integer.MAX_VALUE);
        for (TaskItem task : stuck(any, grace)) {
            ExecutionStatus ended = tasks.execution(task).orElse(ExecutionStatus.ABANDONED);
            if (ended != ExecutionStatus.RUNNING) {
                swept.add(close(task, ended));
            }
        }
        return swept;
    }

    /**
     * Tasks that a retry may bring to completion: those in error, and stuck ones.
     *
     * @param errorCode of the step that failed, or the kind of its error; empty for any
     */
    public List<TaskItem> failed(TaskQuery query, Optional<String> errorCode) {
        Predicate<TaskItem> admitted =
                task -> errorCode.isEmpty() || errorCode.equals(label(task.failure()));
        List<TaskItem> found = new ArrayList<>(all(query.in(TaskStatus.ERROR), admitted));
        if (errorCode.isEmpty()) {
            found.addAll(stuck(query, GRACE));
        }
        return found.stream().limit(query.limit()).toList();
    }

    private static Optional<String> label(@Nullable Failure failure) {
        return Optional.ofNullable(failure).map(Failure::label);
    }

    /** As many as the query wants of those that pass, page by page. */
    private List<TaskItem> all(TaskQuery query, Predicate<TaskItem> admitted) {
        int size = 100;
        List<TaskItem> found = new ArrayList<>();
        TaskQuery next =
                new TaskQuery(
                        query.namespace(),
                        query.name(),
                        query.status(),
                        query.changedSince(),
                        query.after(),
                        size);
        while (true) {
            List<TaskItem> page = tasks.store().list(next);
            for (TaskItem task : page) {
                if (found.size() == query.limit()) {
                    return found;
                }
                if (admitted.test(task)) {
                    found.add(task);
                }
            }
            if (page.size() < size) {
                return found;
            }
            next = next.after(page.getLast());
        }
    }

    private static void mustHave(String reason) {
        if (Objects.requireNonNull(reason).isBlank()) {
            throw new Refusal(
                    Refusal.Reason.INVALID_REQUEST,
                    "Give a reason: it stands in the audit trail, for whoever looks later");
        }
    }

    private static Refusal unknownStep(Workflow workflow, String step) {
        return new Refusal(
                Refusal.Reason.UNKNOWN_STEP,
                "Workflow `"
                        + workflow.label()
                        + "` has no step `"
                        + step
                        + "`; its steps: "
                        + String.join(", ", workflow.stepNames()));
    }
}

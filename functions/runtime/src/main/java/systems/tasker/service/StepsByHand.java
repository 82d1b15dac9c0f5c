package systems.tasker.service;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import systems.tasker.json.JsonText;
import systems.tasker.store.StepItem;
import systems.tasker.store.StepStatus;
import systems.tasker.store.TaskItem;

/** Settles steps without running them, on the word of a person. */
public final class StepsByHand {
    private final TaskAccess tasks;
    private final Closing closing;

    StepsByHand(TaskAccess tasks, Closing closing) {
        this.tasks = tasks;
        this.closing = closing;
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
        if (!workflow.mustHave(step).skippable()) {
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
        TaskItem task = closing.unlessRunning(tasks.task(taskId));
        if (!task.steps().contains(step)) {
            throw Refusal.unknownStep("Task `" + taskId + "`", step, task.steps());
        }
        StepItem own = tasks.store().read(taskId, List.of(step)).stepOrUnclaimed(step, tasks.now());
        mustNotBeRunning(own, tasks.now());
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
        return put(next.apply(givenUpIfDead(own, task)));
    }

    /** What nobody may be running any more has ended in error before it is settled. */
    private StepItem givenUpIfDead(StepItem step, TaskItem task) {
        return step.status() == StepStatus.IN_PROGRESS
                ? put(step.givenUp(task.run(), "Its attempt ended without an answer", tasks.now()))
                : step;
    }

    private StepItem put(StepItem step) {
        if (!tasks.store().put(step)) {
            throw Refusal.changedMeanwhile(step.taskId());
        }
        return step;
    }

    static void mustNotBeRunning(StepItem step, Instant now) {
        Instant until = step.claimedUntil();
        if (step.status() == StepStatus.IN_PROGRESS && until != null && now.isBefore(until)) {
            throw Refusal.wrongState(
                    "Step `"
                            + step.name()
                            + "` is running: wait until its attempt ends, "
                            + until
                            + " at the latest");
        }
    }

    static void mustHave(String reason) {
        if (reason.isBlank()) {
            throw new Refusal(
                    Refusal.Reason.INVALID_REQUEST,
                    "Give a reason: it stands in the audit trail, for whoever looks later");
        }
    }
}

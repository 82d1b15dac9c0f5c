package systems.tasker.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import systems.tasker.json.JsonText;

/**
 * A step as stored. A step that nobody has claimed has no item.
 *
 * @param run in which it was last claimed
 * @param attempts claims over all runs
 * @param tries claims in {@code run}
 * @param deaths claims in {@code run} that ended without an answer
 * @param generation how often it was deliberately started over, from 1
 * @param claim the id of the claim that holds it or held it last, or null
 * @param claimedUntil when the function that claimed it is dead for certain, or null
 * @param startedAt of the first attempt, or null
 * @param updatedAt when it last changed
 * @param completedAt when it became complete, or null
 * @param results JSON, where it is complete, or null
 * @param failure why it last failed, or null
 * @param revision counts the writes of this item, from 1
 */
public record StepItem(
        String taskId,
        String name,
        StepStatus status,
        int run,
        int attempts,
        int tries,
        int deaths,
        int generation,
        @Nullable String claim,
        @Nullable Instant claimedUntil,
        @Nullable Instant startedAt,
        Instant updatedAt,
        @Nullable Instant completedAt,
        @Nullable JsonText results,
        @Nullable Failure failure,
        AuditTrail transitions,
        long revision) {

    /** What a step is before its first write; revision 0, never stored as such. */
    public static StepItem unclaimed(TaskItem task, String name, Instant now) {
        return unclaimed(task.id(), name, task.run(), task.generation(name), now);
    }

    /** Likewise, of a task that has started nothing over. */
    public static StepItem unclaimed(String taskId, String name, int run, Instant now) {
        return unclaimed(taskId, name, run, 1, now);
    }

    private static StepItem unclaimed(
            String taskId, String name, int run, int generation, Instant now) {
        return new StepItem(
                taskId,
                name,
                StepStatus.PENDING,
                run,
                0,
                0,
                0,
                generation,
                null,
                null,
                null,
                now,
                null,
                null,
                null,
                AuditTrail.EMPTY,
                0);
    }

    /** Whether it will not be tried again in a run, however it ended. */
    public boolean hasEnded(int inRun) {
        return switch (status) {
            case COMPLETE, RESOLVED_MANUALLY, SKIPPED -> true;
            case BLOCKED -> run == inRun;
            case ERROR -> run == inRun && failure != null && failure.last();
            case PENDING, IN_PROGRESS, CANCELLED -> false;
        };
    }

    /** The next revision: one more attempt, by a claim. */
    public StepItem claimed(int byRun, String byClaim, Instant until, Instant now) {
        boolean sameRun = byRun == run;
        boolean died = status == StepStatus.IN_PROGRESS;
        return changed(
                StepStatus.IN_PROGRESS,
                byRun,
                attempts + 1,
                (sameRun ? tries : 0) + 1,
                sameRun ? deaths + (died ? 1 : 0) : 0,
                byClaim,
                until,
                now,
                null,
                failure,
                died ? "the attempt before ended without an answer" : null);
    }

    /** The next revision, complete. */
    public StepItem completed(JsonText withResults, Instant now) {
        return changed(
                StepStatus.COMPLETE,
                run,
                attempts,
                tries,
                deaths,
                claim,
                null,
                now,
                withResults,
                null,
                null);
    }

    /** The next revision, in error. */
    public StepItem failed(Failure withFailure, Instant now) {
        return failed(withFailure, run, now);
    }

    /** Likewise, by a run that found it so. */
    public StepItem failed(Failure withFailure, int byRun, Instant now) {
        return changed(
                StepStatus.ERROR,
                byRun,
                attempts,
                byRun == run ? tries : 0,
                byRun == run ? deaths : 0,
                claim,
                null,
                now,
                null,
                withFailure,
                withFailure.label());
    }

    /** The next revision, in error: whoever claimed it is dead, and will not answer. */
    public StepItem givenUp(int byRun, String why, Instant now) {
        return failed(Failure.last("FunctionDied", "FUNCTION_DIED", why), byRun, now);
    }

    /** The next revision, blocked by a step before it. */
    public StepItem blocked(int byRun, String reason, Instant now) {
        return changed(
                StepStatus.BLOCKED,
                byRun,
                attempts,
                byRun == run ? tries : 0,
                byRun == run ? deaths : 0,
                claim,
                null,
                now,
                null,
                failure,
                reason);
    }

    /** The next revision, done by hand: a person vouches for the results. */
    public StepItem resolved(JsonText withResults, String reason, Instant now) {
        return byHand(StepStatus.RESOLVED_MANUALLY, withResults, reason, now);
    }

    /** The next revision, not to be done at all. */
    public StepItem skipped(String reason, Instant now) {
        return byHand(StepStatus.SKIPPED, null, reason, now);
    }

    /** The next revision, not to be done because its task was cancelled. */
    public StepItem cancelled(String reason, Instant now) {
        return byHand(StepStatus.CANCELLED, null, reason, now);
    }

    private StepItem byHand(
            StepStatus next, @Nullable JsonText withResults, String reason, Instant now) {
        return changed(
                next, run, attempts, tries, deaths, claim, null, now, withResults, failure, reason);
    }

    /**
     * The step as it is where its task has started it over since its last write: pending, which its
     * next write tells; in progress still, where an attempt of before may be going on.
     */
    StepItem inGeneration(int current, Instant startedOver) {
        if (current <= generation) {
            return this;
        }
        boolean pending = status != StepStatus.IN_PROGRESS && status != StepStatus.PENDING;
        return new StepItem(
                taskId,
                name,
                pending ? StepStatus.PENDING : status,
                run,
                attempts,
                tries,
                deaths,
                current,
                claim,
                claimedUntil,
                pending ? null : startedAt,
                updatedAt,
                null,
                null,
                pending ? null : failure,
                pending
                        ? transitions.with(
                                new Transition(
                                        status.wireName(),
                                        StepStatus.PENDING.wireName(),
                                        startedOver,
                                        attempts,
                                        "started over"))
                        : transitions,
                revision);
    }

    private StepItem changed(
            StepStatus next,
            int nextRun,
            int nextAttempts,
            int nextTries,
            int nextDeaths,
            @Nullable String nextClaim,
            @Nullable Instant nextClaimedUntil,
            Instant now,
            @Nullable JsonText nextResults,
            @Nullable Failure nextFailure,
            @Nullable String reason) {
        if (!status.mayBecome(next)) {
            throw new IllegalStateException(
                    "A step that is " + status.wireName() + " cannot be " + next.wireName());
        }
        return new StepItem(
                taskId,
                name,
                next,
                nextRun,
                nextAttempts,
                nextTries,
                nextDeaths,
                generation,
                nextClaim,
                nextClaimedUntil,
                startedAt == null && next == StepStatus.IN_PROGRESS ? now : startedAt,
                now,
                next == StepStatus.COMPLETE ? now : null,
                nextResults,
                nextFailure,
                transitions.with(
                        new Transition(
                                revision == 0 ? null : status.wireName(),
                                next.wireName(),
                                now,
                                nextAttempts,
                                reason)),
                revision + 1);
    }
}

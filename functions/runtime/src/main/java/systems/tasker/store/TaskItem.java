package systems.tasker.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import systems.tasker.json.JsonText;

/**
 * A task as stored.
 *
 * @param version of the template
 * @param run how often the task was started or resumed, from 1
 * @param execution the name of the execution that may work on it
 * @param fingerprint of the request that created it, to tell the same request from another under
 *     the same identity
 * @param context the validated context, with defaults
 * @param steps the names of all steps at creation or at the last resume, in template order
 * @param updatedAt when it last changed
 * @param completedAt when it became complete, or null
 * @param failure why it is in error, or null
 * @param revision counts the writes of this item, from 1
 */
public record TaskItem(
        String id,
        String namespace,
        String name,
        String version,
        TaskStatus status,
        int run,
        String execution,
        String correlationId,
        String fingerprint,
        JsonText context,
        List<String> steps,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant completedAt,
        @Nullable Failure failure,
        AuditTrail transitions,
        long revision) {

    public TaskItem {
        steps = List.copyOf(steps);
    }

    /** Its first revision: in progress, by its first execution, which has the task's id as name. */
    public static TaskItem created(
            String id,
            String namespace,
            String name,
            String version,
            String correlationId,
            String fingerprint,
            JsonText context,
            List<String> steps,
            Instant now) {
        TaskStatus status = TaskStatus.IN_PROGRESS;
        return new TaskItem(
                id,
                namespace,
                name,
                version,
                status,
                1,
                id,
                correlationId,
                fingerprint,
                context,
                steps,
                now,
                now,
                null,
                null,
                AuditTrail.EMPTY.with(new Transition(null, status.wireName(), now, 1, "created")),
                1);
    }

    /** The next revision, once complete. */
    public TaskItem completed(Instant now) {
        return changed(TaskStatus.COMPLETE, run, execution, version, steps, null, now, null);
    }

    /** The next revision, in error. */
    public TaskItem failed(Failure failure, Instant now) {
        return changed(
                TaskStatus.ERROR, run, execution, version, steps, failure, now, failure.label());
    }

    /** The next revision, in progress again by a new run; the template may have changed since. */
    public TaskItem resumed(String version, List<String> steps, Instant now) {
        int next = run + 1;
        return changed(
                TaskStatus.IN_PROGRESS,
                next,
                id + "-" + next,
                version,
                steps,
                null,
                now,
                "resumed");
    }

    private TaskItem changed(
            TaskStatus next,
            int nextRun,
            String nextExecution,
            String nextVersion,
            List<String> nextSteps,
            @Nullable Failure nextFailure,
            Instant now,
            @Nullable String reason) {
        if (!status.mayBecome(next)) {
            throw new IllegalStateException(
                    "A task that is " + status.wireName() + " cannot be " + next.wireName());
        }
        return new TaskItem(
                id,
                namespace,
                name,
                nextVersion,
                next,
                nextRun,
                nextExecution,
                correlationId,
                fingerprint,
                context,
                nextSteps,
                createdAt,
                now,
                next == TaskStatus.COMPLETE ? now : null,
                nextFailure,
                transitions.with(
                        new Transition(status.wireName(), next.wireName(), now, nextRun, reason)),
                revision + 1);
    }
}

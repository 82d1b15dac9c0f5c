package systems.tasker.store;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
 * @param bypassed the steps that its creator wants skipped
 * @param generations of the steps that were started over; of others it is 1
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
        List<String> bypassed,
        Map<String, Integer> generations,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant completedAt,
        @Nullable Failure failure,
        AuditTrail transitions,
        long revision) {

    public TaskItem {
        steps = List.copyOf(steps);
        bypassed = List.copyOf(bypassed);
        generations = Map.copyOf(generations);
    }

    /** How often a step of it was deliberately started over, from 1. */
    public int generation(String step) {
        return generations.getOrDefault(step, 1);
    }

    /** Its first revision, with no step to be skipped. */
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
        return created(
                id,
                namespace,
                name,
                version,
                correlationId,
                fingerprint,
                context,
                steps,
                List.of(),
                now);
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
            List<String> bypassed,
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
                bypassed,
                Map.of(),
                now,
                now,
                null,
                null,
                AuditTrail.EMPTY.with(new Transition(null, status.wireName(), now, 1, "created")),
                1);
    }

    /** The next revision, once complete. */
    public TaskItem completed(Instant now) {
        return settled(TaskStatus.COMPLETE, null, now, null);
    }

    /** The next revision, in error. */
    public TaskItem failed(Failure failure, Instant now) {
        return settled(TaskStatus.ERROR, failure, now, failure.label());
    }

    /** The next revision, cancelled: no execution may work on it any more. */
    public TaskItem cancelled(String reason, Instant now) {
        return settled(TaskStatus.CANCELLED, failure, now, reason);
    }

    private TaskItem settled(
            TaskStatus next, @Nullable Failure withFailure, Instant now, @Nullable String reason) {
        return changed(next, run, execution, version, steps, generations, withFailure, now, reason);
    }

    /** The next revision, in progress again by a new run; the template may have changed since. */
    public TaskItem resumed(String version, List<String> steps, Instant now) {
        return inNextRun(version, steps, generations, now, "resumed");
    }

    /** Likewise, with these steps to be done again, effects included. */
    public TaskItem startedOver(
            String version, List<String> steps, List<String> again, String reason, Instant now) {
        Map<String, Integer> next = new HashMap<>(generations);
        again.forEach(step -> next.put(step, generation(step) + 1));
        return inNextRun(version, steps, next, now, reason);
    }

    private TaskItem inNextRun(
            String nextVersion,
            List<String> nextSteps,
            Map<String, Integer> nextGenerations,
            Instant now,
            String reason) {
        int next = run + 1;
        return changed(
                TaskStatus.IN_PROGRESS,
                next,
                id + "-" + next,
                nextVersion,
                nextSteps,
                nextGenerations,
                null,
                now,
                reason);
    }

    private TaskItem changed(
            TaskStatus next,
            int nextRun,
            String nextExecution,
            String nextVersion,
            List<String> nextSteps,
            Map<String, Integer> nextGenerations,
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
                bypassed,
                nextGenerations,
                createdAt,
                now,
                next == TaskStatus.COMPLETE ? now : null,
                nextFailure,
                transitions.with(
                        new Transition(status.wireName(), next.wireName(), now, nextRun, reason)),
                revision + 1);
    }
}

package systems.tasker.store;

import java.time.Instant;
import java.util.Optional;

/**
 * Which tasks to list, newest first; an empty filter lets all through.
 *
 * @param changedSince those that have changed at this time or later
 * @param after those that come after this one in the list
 * @param limit at most so many
 */
public record TaskQuery(
        Optional<String> namespace,
        Optional<String> name,
        Optional<TaskStatus> status,
        Optional<Instant> changedSince,
        Optional<Position> after,
        int limit) {
    public TaskQuery {
        if (limit < 1) {
            throw new IllegalArgumentException("A limit must be at least 1, not " + limit);
        }
    }

    /** A place in the list: that of a task. */
    public record Position(Instant createdAt, String id) {
        /** The place of this task. */
        public static Position of(TaskItem task) {
            return new Position(task.createdAt(), task.id());
        }
    }

    /** The first of those that pass these filters. */
    public TaskQuery(
            Optional<String> namespace,
            Optional<String> name,
            Optional<TaskStatus> status,
            int limit) {
        this(namespace, name, status, Optional.empty(), Optional.empty(), limit);
    }

    /** The newest of all tasks. */
    public static TaskQuery newest(int limit) {
        return new TaskQuery(Optional.empty(), Optional.empty(), Optional.empty(), limit);
    }

    /** Likewise, so many at most. */
    public TaskQuery limitedTo(int most) {
        return new TaskQuery(namespace, name, status, changedSince, after, most);
    }

    /** Likewise, those that come after a task. */
    public TaskQuery after(TaskItem task) {
        return new TaskQuery(
                namespace, name, status, changedSince, Optional.of(Position.of(task)), limit);
    }

    /** Likewise, in another state. */
    public TaskQuery in(TaskStatus other) {
        return new TaskQuery(namespace, name, Optional.of(other), changedSince, after, limit);
    }

    /** Whether a task passes the filters. */
    public boolean admits(TaskItem task) {
        return namespace.map(task.namespace()::equals).orElse(true)
                && name.map(task.name()::equals).orElse(true)
                && status.map(task.status()::equals).orElse(true)
                && changedSince.map(since -> !task.updatedAt().isBefore(since)).orElse(true)
                && after.map(place -> comesAfter(task, place)).orElse(true);
    }

    private static boolean comesAfter(TaskItem task, Position place) {
        int byTime = task.createdAt().compareTo(place.createdAt());
        return byTime < 0 || (byTime == 0 && task.id().compareTo(place.id()) < 0);
    }
}

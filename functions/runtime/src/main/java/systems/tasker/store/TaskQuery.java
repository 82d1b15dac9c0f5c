package systems.tasker.store;

import java.util.Optional;

/** Which tasks to list; an empty filter lets all through. At most {@code limit}, newest first. */
public record TaskQuery(
        Optional<String> namespace, Optional<String> name, Optional<TaskStatus> status, int limit) {

    public TaskQuery {
        if (limit < 1) {
            throw new IllegalArgumentException("A limit must be at least 1, not " + limit);
        }
    }
}

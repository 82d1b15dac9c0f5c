package systems.tasker.store;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What one strongly consistent read found.
 *
 * @param task null where no task has the id
 * @param steps the items found, by name
 */
public record Snapshot(@Nullable TaskItem task, SequencedMap<String, StepItem> steps) {
    public Snapshot {
        steps = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(steps));
    }

    /** The item of a step; empty where it was not asked for or nobody has claimed it. */
    public Optional<StepItem> step(String name) {
        return Optional.ofNullable(steps.get(name));
    }
}

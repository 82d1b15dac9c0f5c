package systems.tasker.store;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What one strongly consistent read found. Steps that their task has started over since they were
 * last written are pending in it: one write, of the task, starts over as many as it may be.
 *
 * @param task null where no task has the id
 * @param steps the items found, by name
 */
public record Snapshot(@Nullable TaskItem task, SequencedMap<String, StepItem> steps) {
    public Snapshot {
        SequencedMap<String, StepItem> current = new LinkedHashMap<>(steps);
        if (task != null && !task.generations().isEmpty()) {
            current.replaceAll(
                    (name, step) -> step.inGeneration(task.generation(name), task.updatedAt()));
        }
        steps = Collections.unmodifiableSequencedMap(current);
    }

    /** The item of a step of the task that was found, or what it is before its first write. */
    public StepItem stepOrUnclaimed(String name, Instant now) {
        return step(name).orElseGet(() -> StepItem.unclaimed(found(), name, now));
    }

    /** Likewise of these steps, in their order; the task was read with all of them. */
    public List<StepItem> stepsOrUnclaimed(List<String> names) {
        Instant created = found().createdAt();
        return names.stream().map(name -> stepOrUnclaimed(name, created)).toList();
    }

    private TaskItem found() {
        if (task == null) {
            throw new IllegalStateException("No task was found");
        }
        return task;
    }

    /** The item of a step; empty where it was not asked for or nobody has claimed it. */
    public Optional<StepItem> step(String name) {
        return Optional.ofNullable(steps.get(name));
    }
}

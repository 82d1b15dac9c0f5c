package systems.tasker.store;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Where tasks, steps and annotations are kept. Every change of an item is one compare-and-set: it
 * lands only on the revision it was made from, whole or not at all. So the rules of the protocol
 * stand in the protocol, once, and a store needs no more than a conditional write of a single item.
 * Gates alone are changed by whoever comes, since their changes do not depend on each other.
 *
 * <p>Reads see every write that was answered before they began, from any process. A failing store
 * throws {@link StoreUnavailable}; what was written is then unknown, and the item's revision tells.
 */
public interface TaskStore extends AutoCloseable {

    /**
     * Writes the item if the stored revision is the one before; revision 1 if there is no item.
     *
     * @return whether it was written
     */
    boolean put(TaskItem item);

    /** Likewise. */
    boolean put(StepItem item);

    /** Writes annotations, in place of those of the same names. All or none. */
    void annotate(String taskId, List<Annotation> annotations);

    /**
     * Notes the token with which a gate waits for steps, in the place of an earlier one.
     *
     * @return the gate as this write has left it
     */
    GateItem registerGate(String taskId, int run, String gate, List<String> waitsFor, String token);

    /**
     * Notes that a step has ended for which a gate waits; once more changes nothing.
     *
     * @return the gate as this write has left it
     */
    GateItem gateEnded(String taskId, int run, String gate, String step);

    /** The task and those of the named steps that have an item, in one read. */
    Snapshot read(String taskId, Collection<String> steps);

    /** The task and all its steps' items, in one read, by name. */
    Snapshot readAll(String taskId);

    /** The task alone. */
    default Optional<TaskItem> task(String taskId) {
        return Optional.ofNullable(read(taskId, List.of()).task());
    }

    /** The task's annotations by name. */
    List<Annotation> annotations(String taskId);

    /** Tasks, newest first. */
    List<TaskItem> list(TaskQuery query);

    @Override
    void close();
}

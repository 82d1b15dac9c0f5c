package systems.tasker.local.asl;

/** Follows an execution while it runs. */
public interface ExecutionListener {
    /** Nobody follows. */
    ExecutionListener NONE = new ExecutionListener() {};

    /**
     * An event has been added to the history. Called in the order of the ids, while the execution
     * is held up: be quick, and do not call back.
     */
    default void event(HistoryEvent event) {}

    /** The execution has ended: called once, after the last event, without holding anything up. */
    default void ended(ExecutionResult result) {}
}

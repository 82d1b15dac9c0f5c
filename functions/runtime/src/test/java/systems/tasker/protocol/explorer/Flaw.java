package systems.tasker.protocol.explorer;

/** How a protocol may be wrong that looks right. */
enum Flaw {
    /** None: the production code as it is. */
    NONE,
    /** The gate judges by what it had read before it wrote its token. */
    READ_THEN_REGISTER,
    /** A step that is found complete answers without notifying its gates. */
    SILENT_REPLAY,
    /** The gates of a task belong to the task, not to one of its runs. */
    RUNS_SHARE_GATES
}

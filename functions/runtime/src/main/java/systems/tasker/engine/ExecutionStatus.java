package systems.tasker.engine;

/**
 * The states of an execution, as Step Functions names them, and one that only a local engine has.
 */
public enum ExecutionStatus {
    RUNNING,
    SUCCEEDED,
    FAILED,
    TIMED_OUT,
    ABORTED,
    /** The process that ran it is gone, and so are its functions. */
    ABANDONED
}

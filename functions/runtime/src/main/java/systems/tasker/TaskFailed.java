package systems.tasker;

/** A task ended with steps that are not complete; the message names them and how to go on. */
public final class TaskFailed extends FunctionError {
    private static final long serialVersionUID = 1;

    /** The message is what the console shows. */
    public TaskFailed(String message) {
        super(message);
    }
}

package systems.tasker;

/** This execution is not, or no longer, the one that may work on the task. */
public final class Superseded extends FunctionError {
    private static final long serialVersionUID = 1;

    /** The message is what the console shows. */
    public Superseded(String message) {
        super(message);
    }
}

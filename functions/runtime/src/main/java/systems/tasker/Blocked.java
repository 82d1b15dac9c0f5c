package systems.tasker;

/** A step cannot run because a step it depends on is not complete. */
public final class Blocked extends FunctionError {
    private static final long serialVersionUID = 1;

    /** The message is what the console shows. */
    public Blocked(String message) {
        super(message);
    }
}

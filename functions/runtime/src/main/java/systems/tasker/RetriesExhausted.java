package systems.tasker;

/** A step has used up its budget; the message carries the true last error. */
public final class RetriesExhausted extends FunctionError {
    private static final long serialVersionUID = 1;

    /** The message is what the console shows. */
    public RetriesExhausted(String message) {
        super(message);
    }
}

package systems.tasker.local.asl;

/** An invocation of a function ended in an error. */
public final class FunctionFailed extends Exception {
    private static final long serialVersionUID = 1;

    private final String error;
    private final String causeText;

    /**
     * @param error what Step Functions calls it: the function's <code>errorType</code>, or a name
     *     of the service such as <code>Lambda.TooManyRequestsException</code>
     * @param cause as the service gives it: usually the error object as JSON text
     */
    public FunctionFailed(String error, String cause) {
        super(error + ": " + cause);
        this.error = error;
        this.causeText = cause;
    }

    /** The name that retriers and catchers compare. */
    public String error() {
        return error;
    }

    /** The text beside it. */
    public String causeText() {
        return causeText;
    }
}

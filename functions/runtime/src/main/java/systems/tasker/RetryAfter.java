package systems.tasker;

/**
 * A step is to be tried again after a wait that is known exactly. The machine reads the seconds
 * from the message, so its beginning is a contract: {@code retry after <seconds> s}.
 */
public final class RetryAfter extends FunctionError {
    private static final long serialVersionUID = 1;

    /**
     * A wait with its reason.
     *
     * @param seconds 1 to 99,999,999
     */
    public RetryAfter(long seconds, String reason) {
        super("retry after " + seconds + " s: " + reason);
    }
}

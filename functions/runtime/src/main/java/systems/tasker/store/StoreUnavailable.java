package systems.tasker.store;

/** The store did not answer, or not in time. */
public final class StoreUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** The message says what was asked of the store. */
    public StoreUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}

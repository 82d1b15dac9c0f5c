package systems.tasker;

/** The table did not answer. It costs an attempt only where one had been claimed. */
public final class TableUnavailable extends FunctionError {
    private static final long serialVersionUID = 1;

    /** The message says what was asked of the table. */
    public TableUnavailable(String message) {
        super(message);
    }
}

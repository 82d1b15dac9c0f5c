package systems.tasker.local.stack;

/** A class that a template names cannot serve a function: its message names the class and why. */
public final class UnusableHandler extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnusableHandler(String message) {
        super(message, null, false, false);
    }
}

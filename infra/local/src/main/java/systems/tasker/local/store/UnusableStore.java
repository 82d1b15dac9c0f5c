package systems.tasker.local.store;

/**
 * A file cannot be the store: its message is a sentence for the person who named the file, and says
 * all there is to say.
 */
public final class UnusableStore extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnusableStore(String message) {
        super(message, null, false, false);
    }
}

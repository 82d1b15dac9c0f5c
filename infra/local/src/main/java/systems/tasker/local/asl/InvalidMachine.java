package systems.tasker.local.asl;

/**
 * A state machine is not valid, or uses something that this engine does not support. The message is
 * a sentence that names the state and the thing.
 */
public final class InvalidMachine extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidMachine(String message) {
        super(message);
    }
}

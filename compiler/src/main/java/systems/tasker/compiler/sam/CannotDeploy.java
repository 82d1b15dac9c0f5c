package systems.tasker.compiler.sam;

/** A SAM template cannot be kept in step: the message says where, and what to do about it. */
public final class CannotDeploy extends RuntimeException {
    private static final long serialVersionUID = 1;

    CannotDeploy(String message) {
        super(message, null, false, false);
    }
}

package systems.tasker.engine;

/** The engine does not answer; what was asked of it may have been done. */
public final class EngineUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With what the engine's client said. */
    public EngineUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}

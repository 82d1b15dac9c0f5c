package systems.tasker.store;

import java.util.Locale;

/** The states of a step, as Tasker names them, and what this engine adds: blocked and skipped. */
public enum StepStatus {
    PENDING,
    IN_PROGRESS,
    COMPLETE,
    ERROR,
    BLOCKED,
    CANCELLED,
    RESOLVED_MANUALLY,
    SKIPPED;

    private static final StepStatus[] VALUES = values();

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** Its name in the store and everywhere a person sees it, such as {@code in_progress}. */
    public String wireName() {
        return wireName;
    }

    /** The status of a name in the store. */
    public static StepStatus of(String wireName) {
        for (StepStatus status : VALUES) {
            if (status.wireName.equals(wireName)) {
                return status;
            }
        }
        throw new IllegalArgumentException("No status of a step: " + wireName);
    }

    /** Whether steps that depend on it may run. */
    public boolean satisfied() {
        return switch (this) {
            case COMPLETE, RESOLVED_MANUALLY, SKIPPED -> true;
            case PENDING, IN_PROGRESS, ERROR, BLOCKED, CANCELLED -> false;
        };
    }

    /** Which transitions are legal. */
    public boolean mayBecome(StepStatus next) {
        return switch (this) {
            case PENDING -> next != PENDING && next != COMPLETE;
            case IN_PROGRESS -> next == IN_PROGRESS || next == COMPLETE || next == ERROR;
            case ERROR, BLOCKED -> next != COMPLETE;
            case CANCELLED -> next != COMPLETE && next != CANCELLED;
            case COMPLETE, RESOLVED_MANUALLY, SKIPPED -> next == PENDING;
        };
    }
}

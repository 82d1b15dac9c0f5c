package systems.tasker.store;

import java.util.Locale;

/** The states of a task, as Tasker names them. */
public enum TaskStatus {
    PENDING,
    IN_PROGRESS,
    COMPLETE,
    ERROR,
    CANCELLED,
    RESOLVED_MANUALLY;

    private static final TaskStatus[] VALUES = values();

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** Its name in the store and everywhere a person sees it, such as {@code in_progress}. */
    public String wireName() {
        return wireName;
    }

    /** The status of a name in the store. */
    public static TaskStatus of(String wireName) {
        for (TaskStatus status : VALUES) {
            if (status.wireName.equals(wireName)) {
                return status;
            }
        }
        throw new IllegalArgumentException("No status of a task: " + wireName);
    }

    /** Which transitions are legal. */
    public boolean mayBecome(TaskStatus next) {
        return switch (this) {
            case PENDING -> next == IN_PROGRESS || next == CANCELLED;
            case IN_PROGRESS -> next == COMPLETE || next == ERROR || next == CANCELLED;
            case ERROR -> next == IN_PROGRESS || next == CANCELLED || next == RESOLVED_MANUALLY;
            case CANCELLED -> next == IN_PROGRESS;
            case COMPLETE, RESOLVED_MANUALLY -> next == IN_PROGRESS;
        };
    }
}

package systems.tasker;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A failure that trying again cannot mend: the step ends in error at once. */
public final class PermanentError extends HandlerError {
    private static final long serialVersionUID = 1;

    /** Without a code or context. */
    public PermanentError(String message) {
        this(message, null, Map.of());
    }

    /** Without context. */
    public PermanentError(String message, String errorCode) {
        this(message, errorCode, Map.of());
    }

    /**
     * As Tasker's {@code PermanentError.new(message, error_code:, context:)}.
     *
     * @param context JSON values, stored with the step
     */
    public PermanentError(
            String message,
            @Nullable String errorCode,
            Map<String, ? extends @Nullable Object> context) {
        super(message, errorCode, context);
    }
}

package systems.tasker;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A failure that may pass: the step is tried again, after a backoff or the wait that is asked for.
 */
public final class RetryableError extends HandlerError {
    private static final long serialVersionUID = 1;

    private final @Nullable Duration retryAfter;

    /** Tried again after the usual backoff. */
    public RetryableError(String message) {
        this(message, null, Map.of());
    }

    /**
     * As Tasker's {@code RetryableError.new(message, retry_after:, context:)}.
     *
     * @param retryAfter the wait that the server asks for, honoured exactly, in whole seconds
     *     rounded up; null for the usual backoff
     * @param context JSON values, stored with the step
     */
    public RetryableError(
            String message,
            @Nullable Duration retryAfter,
            Map<String, ? extends @Nullable Object> context) {
        this(message, null, retryAfter, context);
    }

    /** Likewise, with a stable name for the failure. */
    public RetryableError(
            String message,
            @Nullable String errorCode,
            @Nullable Duration retryAfter,
            Map<String, ? extends @Nullable Object> context) {
        super(message, errorCode, context);
        this.retryAfter = retryAfter;
    }

    /** The wait that the server asks for. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}

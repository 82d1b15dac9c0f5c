package systems.tasker;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A failure that a handler has classified. {@link PermanentError} is never retried, {@link
 * RetryableError} is, as long as the step's budget lasts. Whatever else a handler throws counts as
 * retryable.
 */
public abstract sealed class HandlerError extends RuntimeException
        permits PermanentError, RetryableError {
    private static final long serialVersionUID = 1;

    private final @Nullable String errorCode;

    @SuppressWarnings("serial") // holds JSON values, which are serializable
    private final SequencedMap<String, @Nullable Object> context;

    HandlerError(
            String message,
            @Nullable String errorCode,
            Map<String, ? extends @Nullable Object> context) {
        super(message);
        this.errorCode = errorCode;
        this.context = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(context));
    }

    /** A stable name for this failure, such as {@code PAYMENT_REQUIRED}. */
    public final Optional<String> errorCode() {
        return Optional.ofNullable(errorCode);
    }

    /** What else is known, as JSON values; stored with the step. */
    public final SequencedMap<String, @Nullable Object> context() {
        return context;
    }
}

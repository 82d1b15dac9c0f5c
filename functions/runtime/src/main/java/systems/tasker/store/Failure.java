package systems.tasker.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import systems.tasker.json.JsonText;

/**
 * Why a step or a task is in error.
 *
 * @param kind the class without its package, such as {@code PermanentError}
 * @param code a stable name, such as {@code PAYMENT_REQUIRED}
 * @param context what else is known, a JSON object
 * @param last whether the engine will not try again in this run
 * @param retryAt before when it must not be tried again, or null
 */
public record Failure(
        String kind,
        @Nullable String code,
        String message,
        JsonText context,
        boolean last,
        @Nullable Instant retryAt) {

    /** A failure without code or context, after which the engine does not try again. */
    public static Failure last(String kind, @Nullable String code, String message) {
        return new Failure(kind, code, message, JsonText.EMPTY_OBJECT, true, null);
    }

    /** The code where there is one, else the kind. */
    public String label() {
        return code == null ? kind : code;
    }
}

package systems.tasker.asl;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a {@code Retry} list. A null field is absent and has the default of the
 * specification: interval 1 s, 3 attempts, rate 2, no cap, no jitter.
 *
 * @param errorEquals error names, compared exactly, or {@code States.ALL}
 * @param intervalSeconds seconds before the first retry
 * @param maxAttempts retries, not counting the first try; 0 means never
 * @param fullJitter whether {@code JitterStrategy} is {@code FULL}
 */
public record Retrier(
        List<String> errorEquals,
        @Nullable Integer intervalSeconds,
        @Nullable Integer maxAttempts,
        @Nullable Double backoffRate,
        @Nullable Integer maxDelaySeconds,
        boolean fullJitter) {

    public Retrier {
        errorEquals = List.copyOf(errorEquals);
    }

    /** A retrier that never retries: it keeps the errors it names from the retriers after it. */
    public static Retrier never(List<String> errorEquals) {
        return new Retrier(errorEquals, null, 0, null, null, false);
    }
}

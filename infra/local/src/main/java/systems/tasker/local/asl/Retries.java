package systems.tasker.local.asl;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import systems.tasker.asl.Retrier;

/**
 * The retries of one visit to a state: each retrier counts its own, and the first that names an
 * error decides, also by having none left.
 */
final class Retries {
    private static final int DEFAULT_INTERVAL_SECONDS = 1;
    private static final int DEFAULT_MAX_ATTEMPTS = 3;
    private static final double DEFAULT_BACKOFF_RATE = 2;
    private static final double MAX_SECONDS = 31_622_400;

    private final List<Retrier> retriers;
    private final int[] used;
    private final DoubleSupplier random;

    Retries(List<Retrier> retriers, DoubleSupplier random) {
        this.retriers = retriers;
        this.used = new int[retriers.size()];
        this.random = random;
    }

    /** How long to wait before trying again; empty where the error is not to be retried. */
    Optional<Duration> after(StateError error) {
        for (int i = 0; i < used.length; i++) {
            Retrier retrier = retriers.get(i);
            if (error.isOneOf(retrier.errorEquals())) {
                return used[i] < orElse(retrier.maxAttempts(), DEFAULT_MAX_ATTEMPTS)
                        ? Optional.of(delay(retrier, used[i]++))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private Duration delay(Retrier retrier, int before) {
        Double rate = retrier.backoffRate();
        double seconds =
                orElse(retrier.intervalSeconds(), DEFAULT_INTERVAL_SECONDS)
                        * Math.pow(rate == null ? DEFAULT_BACKOFF_RATE : rate, before);
        Integer cap = retrier.maxDelaySeconds();
        double capped = Math.min(seconds, cap == null ? MAX_SECONDS : cap);
        double jittered = retrier.fullJitter() ? capped * random.getAsDouble() : capped;
        return Duration.ofMillis(Math.round(jittered * 1000));
    }

    private static int orElse(@Nullable Integer value, int other) {
        return value == null ? other : value;
    }
}

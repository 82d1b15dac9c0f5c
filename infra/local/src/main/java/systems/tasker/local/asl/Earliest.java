package systems.tasker.local.asl;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The first of two times, either of which may be never. */
final class Earliest {
    private Earliest() {}

    static @Nullable Instant of(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }
}

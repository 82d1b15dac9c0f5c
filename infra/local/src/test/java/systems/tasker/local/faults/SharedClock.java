package systems.tasker.local.faults;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The time of all processes of a trial; it goes on where somebody says so. */
final class SharedClock implements InstantSource {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public synchronized Instant instant() {
        return now;
    }

    synchronized void advanceTo(Instant time) {
        now = time.isAfter(now) ? time : now;
    }

    synchronized void advance(Duration time) {
        now = now.plus(time);
    }
}

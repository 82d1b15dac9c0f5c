package systems.tasker.local.stack;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import systems.tasker.local.asl.Scheduler;
import systems.tasker.local.asl.SystemScheduler;

/**
 * Real waits that are written down. For a thread of the engine, time stands still between two of
 * its waits, so that what is written down is exactly what the engine has computed.
 */
final class RecordingScheduler implements Scheduler {
    private final Scheduler real = new SystemScheduler();
    private final ThreadLocal<Instant> now = ThreadLocal.withInitial(real::now);
    private final SequencedMap<Instant, Duration> waits = new LinkedHashMap<>();

    /** What was waited for, in order, that is shorter than this: time-outs are longer. */
    synchronized List<Duration> waitsShorterThan(Duration limit) {
        return waits.values().stream().filter(wait -> wait.compareTo(limit) < 0).toList();
    }

    @Override
    public Instant now() {
        return now.get();
    }

    @Override
    public void fork(String name, Runnable work) {
        real.fork(name, work);
    }

    @Override
    public Signal signal() {
        Signal signal = real.signal();
        return new Signal() {
            @Override
            public void set() {
                signal.set();
            }

            @Override
            public boolean await(@Nullable Instant limit) {
                record(limit);
                boolean set = signal.await(limit);
                now.remove();
                return set;
            }
        };
    }

    /** A wait that goes on after a wake-up for nothing has the limit it had before. */
    private synchronized void record(@Nullable Instant limit) {
        if (limit != null) {
            waits.putIfAbsent(limit, Duration.between(now(), limit));
        }
    }
}

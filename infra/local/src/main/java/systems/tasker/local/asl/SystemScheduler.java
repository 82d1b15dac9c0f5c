package systems.tasker.local.asl;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The real time, and virtual threads. */
public final class SystemScheduler implements Scheduler {
    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public void fork(String name, Runnable work) {
        Thread.ofVirtual().name(name).start(work);
    }

    @Override
    public Signal signal() {
        return new Permit();
    }

    private final class Permit implements Signal {
        private final Semaphore settings = new Semaphore(0);

        @Override
        public void set() {
            settings.release();
        }

        @Override
        public boolean await(@Nullable Instant limit) {
            boolean set = acquire(limit);
            if (set) {
                settings.drainPermits();
            }
            return set;
        }

        private boolean acquire(@Nullable Instant limit) {
            if (limit == null) {
                settings.acquireUninterruptibly();
                return true;
            }
            try {
                long nanos = Math.max(0, Duration.between(now(), limit).toNanos());
                return settings.tryAcquire(nanos, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException("Nothing interrupts a thread of the engine", e);
            }
        }
    }
}

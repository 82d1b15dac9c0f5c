package systems.tasker.local.asl;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Time and threads, as one port: whatever the engine runs, it forks here, and wherever it waits, it
 * waits here. A clock that jumps when every thread waits can therefore stand in for the real one.
 */
public interface Scheduler {
    /** The time. */
    Instant now();

    /** Runs work on a new thread. */
    void fork(String name, Runnable work);

    /** A new signal. */
    Signal signal();

    /** Waits until a time has passed. */
    default void sleep(Duration time) {
        Signal nobodySets = signal();
        Instant end = now().plus(time);
        while (now().isBefore(end)) {
            nobodySets.await(end);
        }
    }

    /** What one thread waits for and any thread sets. It remembers one setting, not how many. */
    interface Signal {
        /** Wakes who waits, or else lets the next wait return at once. */
        void set();

        /**
         * Waits until the signal is set, and takes that setting away.
         *
         * @param limit the end of the wait, or null for none
         * @return false where the limit came first
         */
        boolean await(@Nullable Instant limit);
    }
}

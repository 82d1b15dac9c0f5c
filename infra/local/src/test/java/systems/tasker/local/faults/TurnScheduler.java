package systems.tasker.local.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import systems.tasker.local.asl.Scheduler;

/**
 * The threads of a process, of which one at a time has its turn, until it waits or ends; which is
 * next, the seed decides. When all wait, the clock jumps to the end of the shortest wait. So a seed
 * is a course of events, and the whole process can be stopped between two of them: whoever has no
 * turn never goes on, and nothing of it unwinds.
 */
final class TurnScheduler implements Scheduler {
    private static final int PATIENCE_SECONDS = 60;

    private final SharedClock clock;
    private final RandomGenerator random;
    private final List<Semaphore> ready = new ArrayList<>();
    private final Set<TurnSignal> waiting = new LinkedHashSet<>();
    private final List<Throwable> uncaught = new ArrayList<>();
    private final Semaphore rest = new Semaphore(0);
    private boolean busy;
    private boolean halted;
    private @Nullable Semaphore frozen;

    TurnScheduler(SharedClock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public void fork(String name, Runnable work) {
        Semaphore turn = new Semaphore(0);
        Thread.ofVirtual()
                .name(name)
                .start(
                        () -> {
                            turn.acquireUninterruptibly();
                            try {
                                work.run();
                            } catch (RuntimeException | Error e) {
                                noteUncaught(e);
                            }
                            next();
                        });
        synchronized (this) {
            ready.add(turn);
            if (!busy && !halted) {
                next();
            }
        }
    }

    private synchronized void noteUncaught(Throwable thrown) {
        uncaught.add(thrown);
    }

    /** What threads have ended with. */
    synchronized List<Throwable> uncaught() {
        return List.copyOf(uncaught);
    }

    @Override
    public Signal signal() {
        return new TurnSignal();
    }

    /** Lets whoever is ready have a turn. */
    private synchronized void next() {
        if (ready.isEmpty()) {
            jump();
        }
        busy = !ready.isEmpty();
        if (busy) {
            ready.remove(random.nextInt(ready.size())).release();
        } else {
            rest.release();
        }
    }

    private void jump() {
        waiting.stream()
                .map(signal -> signal.limit)
                .filter(limit -> limit != null)
                .min(Instant::compareTo)
                .ifPresent(
                        earliest -> {
                            clock.advanceTo(earliest);
                            for (TurnSignal signal : List.copyOf(waiting)) {
                                if (signal.limit != null && !now().isBefore(signal.limit)) {
                                    signal.wake(false);
                                }
                            }
                        });
    }

    /** Waits, in real time, until no thread has anything to do, or the process has stopped. */
    void awaitRest() {
        try {
            assertTrue(
                    rest.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS),
                    "A thread has its turn and does not end it");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    synchronized boolean halted() {
        return halted;
    }

    /** Stops the process where the calling thread is; returns only if it is let go on. */
    void halt() {
        Semaphore turn = new Semaphore(0);
        synchronized (this) {
            halted = true;
            busy = false;
            frozen = turn;
            rest.release();
        }
        turn.acquireUninterruptibly();
    }

    /** Lets a stopped process go on. */
    synchronized void thaw() {
        if (frozen != null) {
            ready.add(frozen);
            frozen = null;
            halted = false;
            next();
        }
    }

    /** Never returns: the calling thread stays where it is, and the others go on. */
    void stay() {
        signal().await(null);
        throw new AssertionError("Nobody sets this signal");
    }

    private final class TurnSignal implements Signal {
        private final Semaphore turn = new Semaphore(0);
        private @Nullable Instant limit;
        private boolean set;
        private boolean outcome;

        @Override
        public void set() {
            synchronized (TurnScheduler.this) {
                if (waiting.contains(this)) {
                    wake(true);
                } else {
                    set = true;
                }
            }
        }

        private void wake(boolean how) {
            waiting.remove(this);
            outcome = how;
            ready.add(turn);
        }

        @Override
        public boolean await(@Nullable Instant until) {
            synchronized (TurnScheduler.this) {
                if (set) {
                    set = false;
                    return true;
                }
                if (until != null && !now().isBefore(until)) {
                    return false;
                }
                limit = until;
                waiting.add(this);
                next();
            }
            turn.acquireUninterruptibly();
            return outcome;
        }
    }
}

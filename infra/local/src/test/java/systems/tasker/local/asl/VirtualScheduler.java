package systems.tasker.local.asl;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A clock that stands still while any thread is busy, and jumps to the next limit when all of them
 * wait. Who sets a signal makes its waiter busy at once, so that no time passes in between.
 */
public final class VirtualScheduler implements Scheduler {
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Set<VirtualSignal> waiting = new LinkedHashSet<>();
    private Instant now = START;
    private int busy;

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public void fork(String name, Runnable work) {
        synchronized (this) {
            busy++;
        }
        Thread.ofVirtual()
                .name(name)
                .start(
                        () -> {
                            try {
                                work.run();
                            } finally {
                                synchronized (this) {
                                    busy--;
                                    jumpWhereIdle();
                                }
                            }
                        });
    }

    @Override
    public Signal signal() {
        return new VirtualSignal();
    }

    /** Runs a test's body as one of the threads that the clock counts. */
    public <T> T run(Callable<T> body) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        fork(
                "test",
                () -> {
                    try {
                        result.complete(body.call());
                    } catch (Throwable e) {
                        result.completeExceptionally(e);
                    }
                });
        try {
            return result.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } catch (TimeoutException e) {
            throw new AssertionError("Everything waits for something that never comes", e);
        }
    }

    private void jumpWhereIdle() {
        if (busy > 0) {
            return;
        }
        Instant next = null;
        for (VirtualSignal signal : waiting) {
            next = Earliest.of(next, signal.limit);
        }
        if (next == null) {
            return;
        }
        now = next;
        for (VirtualSignal signal : List.copyOf(waiting)) {
            if (next.equals(signal.limit)) {
                signal.wake(false);
            }
        }
    }

    private final class VirtualSignal implements Signal {
        private boolean set;
        private @Nullable Instant limit;
        private @Nullable Boolean outcome;

        @Override
        public void set() {
            synchronized (VirtualScheduler.this) {
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
            busy++;
            VirtualScheduler.this.notifyAll();
        }

        @Override
        public boolean await(@Nullable Instant until) {
            synchronized (VirtualScheduler.this) {
                if (set) {
                    set = false;
                    return true;
                }
                if (until != null && !now.isBefore(until)) {
                    return false;
                }
                limit = until;
                outcome = null;
                waiting.add(this);
                busy--;
                jumpWhereIdle();
                while (outcome == null) {
                    try {
                        VirtualScheduler.this.wait();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }
                return outcome;
            }
        }
    }
}

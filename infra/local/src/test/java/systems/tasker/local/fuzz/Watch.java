package systems.tasker.local.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Lets a subject take an input on a thread of its own, and looks at what that costs: in processor
 * time and allocated bytes of this thread, because others use the machine too.
 */
final class Watch implements AutoCloseable {
    /** Of a processor, for one input. */
    static final Duration MOST_CPU = Duration.ofSeconds(2);

    /** Allocated for an input of up to 10 KB, whether kept or not. */
    static final long MOST_BYTES = 64L << 20;

    /**
     * Allocated for each byte of an input beyond that: a machine nests, and is written indented.
     */
    static final long MOST_BYTES_A_BYTE = 16 << 10;

    /** Until the end, however busy the machine is: it waits for something that does not come. */
    static final Duration MOST_TIME = Duration.ofSeconds(60);

    private static final int SMALL = 10_000;
    private static final long LOOK_MILLIS = 20;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private ExecutorService thread = newThread();
    private volatile @Nullable Cost running;
    private long nanos;
    private long mostNanos;
    private long mostBytes;

    /** Takes an input; whatever it throws should not have come out of it. */
    interface Subject<I> {
        void take(I input) throws Exception;
    }

    /**
     * What was wrong.
     *
     * @param kind the same for what is probably the same bug
     */
    record Trouble(String kind, String details) {}

    /** What a thread had used when it began with an input. */
    private record Cost(long threadId, long cpuNanos, long bytes, long began) {
        static Cost begin() {
            long id = Thread.currentThread().threadId();
            return new Cost(
                    id,
                    THREADS.getThreadCpuTime(id),
                    THREADS.getThreadAllocatedBytes(id),
                    System.nanoTime());
        }

        long nanos() {
            return THREADS.getThreadCpuTime(threadId) - cpuNanos;
        }

        long allocated() {
            return THREADS.getThreadAllocatedBytes(threadId) - bytes;
        }

        Optional<Trouble> tooMuch(int size) {
            long most = MOST_BYTES + MOST_BYTES_A_BYTE * Math.max(0, size - SMALL);
            long wall = System.nanoTime() - began;
            if (nanos() > MOST_CPU.toNanos()) {
                return Optional.of(new Trouble("time", nanos() / 1_000_000 + " ms of processor"));
            }
            if (allocated() > most) {
                return Optional.of(new Trouble("memory", (allocated() >> 20) + " MB allocated"));
            }
            return wall > MOST_TIME.toNanos()
                    ? Optional.of(new Trouble("hang", wall / 1_000_000_000 + " s and no end"))
                    : Optional.empty();
        }
    }

    /** What is wrong with how a subject takes an input of that many bytes. */
    <I> Optional<Trouble> trouble(Subject<I> subject, I input, int size) {
        running = null;
        Future<Optional<Trouble>> future = thread.submit(() -> take(subject, input, size));
        while (true) {
            try {
                return future.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                Cost cost = running;
                Optional<Trouble> runaway = cost == null ? Optional.empty() : cost.tooMuch(size);
                if (cost != null && runaway.isPresent()) {
                    return Optional.of(stopped(runaway.get(), cost));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while an input is taken", e);
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private <I> Optional<Trouble> take(Subject<I> subject, I input, int size) {
        Cost cost = Cost.begin();
        running = cost;
        try {
            subject.take(input);
        } catch (Throwable thrown) {
            return Optional.of(new Trouble(kind(thrown), trace(thrown)));
        }
        nanos += cost.nanos();
        mostNanos = Math.max(mostNanos, cost.nanos());
        mostBytes = Math.max(mostBytes, cost.allocated());
        return cost.tooMuch(size);
    }

    /** With where the thread stands; it is left to itself if it does not hear an interrupt. */
    private Trouble stopped(Trouble runaway, Cost cost) {
        Exception where = new Exception(runaway.details());
        Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> entry.getKey().threadId() == cost.threadId())
                .forEach(entry -> where.setStackTrace(entry.getValue()));
        thread.shutdownNow();
        thread = newThread();
        return new Trouble(runaway.kind(), trace(where));
    }

    /** What all inputs have cost so far, and the one that cost most. */
    String cost() {
        return String.format(
                Locale.ROOT,
                "%.1f s of processor, at most %d ms and %d MB",
                nanos / 1e9,
                mostNanos / 1_000_000,
                mostBytes >> 20);
    }

    private static ExecutorService newThread() {
        return Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("fuzzed").factory());
    }

    private static String kind(Throwable thrown) {
        return thrown.getClass().getName()
                + Arrays.stream(thrown.getStackTrace())
                        .filter(frame -> frame.getClassName().startsWith("systems.tasker."))
                        .findFirst()
                        .map(frame -> " in " + frame.getClassName() + "." + frame.getMethodName())
                        .orElse("");
    }

    private static String trace(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace, true));
        return trace.toString().lines().limit(40).reduce("", (a, b) -> a + "\n    " + b);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}

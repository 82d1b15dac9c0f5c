package systems.tasker.local.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Executions a second, with their fifteen writes, of bare SQLite and of the store, one at a time
 * and fifty in flight. Every row is measured in each round, on a new file; the median counts.
 *
 * <pre>
 * ./mvnw -q -Pbench -pl infra/local -am package -DskipTests
 * java --enable-native-access=ALL-UNNAMED \
 *     -cp 'infra/local/target/test-classes:infra/local/target/classes:infra/local/target/lib/*' \
 *     systems.tasker.local.bench.StoreBenchmark [seconds] [rounds] [part of a row's name]
 * </pre>
 */
final class StoreBenchmark {
    private static final int IN_FLIGHT = 50;
    private static final int WRITES = 15;

    private final long nanos;
    private final AtomicLong ids = new AtomicLong();

    private StoreBenchmark(double seconds) {
        nanos = (long) (seconds * 1e9);
    }

    /** Gives the number of executions within the time, on a file of its own. */
    @FunctionalInterface
    private interface Measured {
        long executions(Path file) throws Exception;
    }

    @FunctionalInterface
    private interface Executed {
        void execution(String id) throws Exception;
    }

    private record Row(String name, int base, Measured measured) {}

    /** Arguments: seconds for each row and round, and the number of rounds. */
    public static void main(String[] arguments) throws Exception {
        double seconds = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 2;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        String part = arguments.length > 2 ? arguments[2] : "";
        new StoreBenchmark(seconds).run(rounds, part);
    }

    /** The base is the row that a row is compared with. */
    private List<Row> rows() {
        return List.of(
                new Row("one at a time: bare, the driver as it comes", 1, file -> bare(file, false)),
                new Row("one at a time: bare, tuned", 1, file -> bare(file, true)),
                new Row("one at a time: the store", 1, file -> stored(file, 1, false)),
                new Row("one at a time: the store, with reads", 1, file -> stored(file, 1, true)),
                new Row("one at a time: the whole engine", 1, file -> engine(file, 1)),
                new Row("50 in flight: bare, queue, as it comes", 6, file -> queued(file, false)),
                new Row("50 in flight: bare, queue, tuned", 6, file -> queued(file, true)),
                new Row("50 in flight: bare, one thread, tuned", 6, this::grouped),
                new Row("50 in flight: the store", 6, file -> stored(file, IN_FLIGHT, false)),
                new Row("50 in flight: the store, with reads", 6, file -> stored(file, 50, true)),
                new Row("50 in flight: the whole engine", 6, file -> engine(file, IN_FLIGHT)));
    }

    private void run(int rounds, String part) throws Exception {
        List<Row> rows = rows();
        double[][] results = new double[rows.size()][rounds];
        double[][] processorTimes = new double[rows.size()][rounds];
        for (int round = -1; round < rounds; round++) {
            for (int i = 0; i < rows.size(); i++) {
                if (!rows.get(i).name().contains(part)) {
                    continue;
                }
                Result result = measure(rows.get(i).measured());
                if (round >= 0) {
                    results[i][round] = result.perSecond();
                    processorTimes[i][round] = result.processorMicroseconds();
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%-46s %12s %12s %8s %8s  %s%n",
                "",
                "executions/s",
                "writes/s",
                "ratio",
                "cpu us",
                "spread");
        for (int i = 0; i < rows.size(); i++) {
            double[] sorted = results[i].clone();
            Arrays.sort(sorted);
            double[] ratios = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                ratios[round] = results[i][round] / results[rows.get(i).base()][round];
            }
            Arrays.sort(ratios);
            Arrays.sort(processorTimes[i]);
            System.out.printf(
                    Locale.ROOT,
                    "%-46s %12.0f %12.0f %8.2f %8.0f  %.0f to %.0f%n",
                    rows.get(i).name(),
                    sorted[rounds / 2],
                    sorted[rounds / 2] * WRITES,
                    ratios[rounds / 2],
                    processorTimes[i][rounds / 2],
                    sorted[0],
                    sorted[rounds - 1]);
        }
    }

    /** Executions a second, and what one costs of the processors, compilation of code included. */
    private record Result(double perSecond, double processorMicroseconds) {}

    private static long processorNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                .getProcessCpuTime();
    }

    private Result measure(Measured measured) throws Exception {
        Path folder = Files.createTempDirectory("store-benchmark");
        try {
            long start = System.nanoTime();
            long processorStart = processorNanos();
            long executions = measured.executions(folder.resolve("bench.db"));
            return new Result(
                    executions * 1e9 / (System.nanoTime() - start),
                    (processorNanos() - processorStart) / 1e3 / executions);
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private long bare(Path file, boolean tuned) throws Exception {
        try (BareSqlite sqlite = new BareSqlite(file, tuned)) {
            return inFlight(1, sqlite::execution);
        }
    }

    private long queued(Path file, boolean tuned) throws Exception {
        try (BareSqlite sqlite = new BareSqlite(file, tuned)) {
            sqlite.startQueue();
            return inFlight(IN_FLIGHT, sqlite::executionByQueue);
        }
    }

    private long grouped(Path file) throws Exception {
        try (BareSqlite sqlite = new BareSqlite(file, true)) {
            return IN_FLIGHT
                    * inFlight(
                            1,
                            id -> {
                                List<String> group = new ArrayList<>();
                                for (int i = 0; i < IN_FLIGHT; i++) {
                                    group.add(id + "-" + i);
                                }
                                sqlite.executions(group);
                            });
        }
    }

    private long stored(Path file, int inFlight, boolean withReads) throws Exception {
        try (StoredExecution store = new StoredExecution(file)) {
            return inFlight(inFlight, id -> store.execution(id, withReads));
        }
    }

    private long engine(Path file, int inFlight) throws Exception {
        try (WholeEngine engine = new WholeEngine(file)) {
            return inFlight(inFlight, id -> engine.execution());
        }
    }

    private long inFlight(int number, Executed executed) throws Exception {
        long end = System.nanoTime() + nanos;
        List<Future<Long>> counts = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < number; i++) {
                counts.add(
                        threads.submit(
                                () -> {
                                    long count = 0;
                                    while (System.nanoTime() < end) {
                                        executed.execution(
                                                "0199c2f0-%016x".formatted(ids.incrementAndGet()));
                                        count++;
                                    }
                                    return count;
                                }));
            }
        }
        long sum = 0;
        for (Future<Long> count : counts) {
            sum += count.get();
        }
        return sum;
    }
}

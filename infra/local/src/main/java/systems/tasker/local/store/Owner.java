package systems.tasker.local.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Who runs executions: a process, told from a later one of its number by its start, and one of
 * possibly several engines in it.
 *
 * @param pid of the process
 * @param startedAt of the process
 * @param engine counts the engines of the process, from 1
 */
record Owner(String host, long pid, Instant startedAt, int engine) {
    private static final AtomicInteger ENGINES = new AtomicInteger();

    /**
     * The system computes the start from a clock that may have been set since. No system gives out
     * a number again this soon.
     */
    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    /** A new engine of this process. */
    static Owner here() {
        ProcessHandle process = ProcessHandle.current();
        return new Owner(
                hostName(),
                process.pid(),
                process.info().startInstant().orElse(Instant.EPOCH),
                ENGINES.incrementAndGet());
    }

    /** Its name in the file. */
    String label() {
        return host + " " + pid + " " + startedAt + " " + engine;
    }

    /** Whether its process is certainly gone; of a process elsewhere nothing is certain. */
    boolean isGone(String thisHost) {
        return host.equals(thisHost)
                && ProcessHandle.of(pid).filter(ProcessHandle::isAlive).stream()
                        .noneMatch(this::isThisProcess);
    }

    private boolean isThisProcess(ProcessHandle process) {
        Instant start = process.info().startInstant().orElse(Instant.EPOCH);
        return Duration.between(start, startedAt).abs().compareTo(TOLERANCE) <= 0;
    }

    /** Without asking a name server where the system knows. */
    private static String hostName() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException notLinux) {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException e) {
                return "localhost";
            }
        }
    }
}

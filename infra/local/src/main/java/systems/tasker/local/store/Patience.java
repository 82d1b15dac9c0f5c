package systems.tasker.local.store;

import java.sql.SQLException;
import java.time.Duration;
import org.sqlite.SQLiteErrorCode;

/** Waiting for another process that is at the file, up to a bound. */
final class Patience {
    /** A commit takes milliseconds; a process that holds the lock for this long hangs. */
    static final Duration LIMIT = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofMillis(1);

    private Patience() {}

    @FunctionalInterface
    interface Attempt<T> {
        T run() throws SQLException;
    }

    /** Repeats the attempt while SQLite says that another process is at it. */
    static <T> T patiently(Attempt<T> attempt) throws SQLException {
        long start = System.nanoTime();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return attempt.run();
                } catch (SQLException e) {
                    if (!isBusy(e) || System.nanoTime() - start > LIMIT.toNanos()) {
                        throw e;
                    }
                }
                try {
                    Thread.sleep(PAUSE);
                } catch (InterruptedException e) {
                    // Others may wait for the same write: it is brought to its end first.
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** PROTOCOL: likewise, in the race of a first connection against a last one. */
    static boolean isBusy(SQLException e) {
        int code = e.getErrorCode();
        return code == SQLiteErrorCode.SQLITE_BUSY.code
                || code == SQLiteErrorCode.SQLITE_PROTOCOL.code;
    }
}

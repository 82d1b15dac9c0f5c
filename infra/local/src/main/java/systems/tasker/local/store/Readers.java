package systems.tasker.local.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * A few reading connections, opened as they are needed. A read holds the carrier of its virtual
 * thread, so more of them than processors would gain nothing.
 */
final class Readers implements AutoCloseable {
    private static final int LIMIT = Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 8);

    private final Path path;
    private final Semaphore permits = new Semaphore(LIMIT);
    private final Deque<Session> idle = new ConcurrentLinkedDeque<>();
    private boolean closed;

    Readers(Path path) {
        this.path = path;
    }

    /** Reads of one state of the file. */
    @FunctionalInterface
    interface Reading<T> {
        T from(Session session) throws SQLException;
    }

    /** The state is that of all writes committed so far, by whichever process. */
    <T extends @Nullable Object> T read(Reading<T> reading) throws SQLException {
        return glance(
                session -> {
                    session.update("BEGIN");
                    T found = reading.from(session);
                    session.update("COMMIT");
                    return found;
                });
    }

    /** Likewise, for a reading that is a single statement. */
    <T extends @Nullable Object> T glance(Reading<T> reading) throws SQLException {
        permits.acquireUninterruptibly();
        try {
            if (closed) {
                throw new SQLException("it has been closed");
            }
            return Patience.patiently(() -> attempt(reading));
        } finally {
            permits.release();
        }
    }

    private <T extends @Nullable Object> T attempt(Reading<T> reading) throws SQLException {
        Session session = idle.pollFirst();
        if (session == null) {
            session = new Session(path);
        }
        T found;
        try {
            found = reading.from(session);
        } catch (SQLException | RuntimeException e) {
            session.close();
            throw e;
        }
        idle.addFirst(session);
        return found;
    }

    /** Lets the reads that are going on end; those after it fail. */
    @Override
    public void close() throws SQLException {
        permits.acquireUninterruptibly(LIMIT);
        try {
            closed = true;
            for (Session session = idle.poll(); session != null; session = idle.poll()) {
                session.close();
            }
        } finally {
            permits.release(LIMIT);
        }
    }
}

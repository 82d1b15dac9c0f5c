package systems.tasker.local.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/**
 * The one writing connection of this process. Whoever finds nobody writing writes, in its own
 * thread: its own statement, and in the same transaction those of all who have come meanwhile. So a
 * lone writer pays for no hand-over, and many share the cost of a commit.
 *
 * <p>Every write is one statement. A statement has its effect whole or not at all, so the failure
 * of one does not touch the others of its transaction.
 */
final class GroupCommit implements AutoCloseable {
    private final Session session;
    private final Queue<Write> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean writing = new AtomicBoolean();
    private boolean crowded;
    private boolean closed;

    GroupCommit(Session session) {
        this.session = session;
    }

    /** A statement on its way. Its outcome is set by the thread that writes, before it is done. */
    private static final class Write {
        private final Thread caller = Thread.currentThread();
        private final String sql;
        private final @Nullable Object[] parameters;
        private int changed;
        private @Nullable Throwable failure;
        private volatile boolean done;

        Write(String sql, @Nullable Object[] parameters) {
            this.sql = sql;
            this.parameters = parameters;
        }

        int outcome() throws SQLException {
            return switch (failure) {
                case null -> changed;
                case SQLException e -> throw e;
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                default -> throw new IllegalStateException(failure);
            };
        }
    }

    /** Executes a statement, and gives the number of rows changed once that is committed. */
    int write(String sql, @Nullable Object... parameters) throws SQLException {
        Write mine = new Write(sql, parameters);
        waiting.add(mine);
        boolean interrupted = false;
        while (!mine.done) {
            if (writing.compareAndSet(false, true)) {
                writeAllWaiting();
            } else {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return mine.outcome();
    }

    private void writeAllWaiting() {
        List<Write> group = new ArrayList<>();
        try {
            if (crowded) {
                letOthersCome();
            }
            for (Write next = waiting.poll(); next != null; next = waiting.poll()) {
                group.add(next);
            }
            crowded = group.size() > 1;
            commit(group);
        } finally {
            for (Write write : group) {
                write.done = true;
                LockSupport.unpark(write.caller);
            }
            writing.set(false);
            Write next = waiting.peek();
            if (next != null) {
                LockSupport.unpark(next.caller);
            }
        }
    }

    /**
     * Those whose writes have just been answered bring the next ones, if only they are let run: a
     * virtual thread that never waits would keep its carrier, and write alone. No more than speed
     * depends on it.
     */
    @SuppressWarnings("ThreadPriorityCheck")
    private static void letOthersCome() {
        Thread.yield();
    }

    private void commit(List<Write> group) {
        try {
            if (closed) {
                throw new SQLException("it has been closed");
            }
            if (group.size() == 1) {
                Write only = group.getFirst();
                only.changed = Patience.patiently(() -> session.update(only.sql, only.parameters));
            } else if (!group.isEmpty()) {
                commitTogether(group);
            }
        } catch (SQLException | RuntimeException | Error e) {
            group.forEach(write -> write.failure = e);
        }
    }

    private void commitTogether(List<Write> group) throws SQLException {
        Patience.patiently(() -> session.update("BEGIN IMMEDIATE"));
        try {
            for (Write write : group) {
                try {
                    write.changed = session.update(write.sql, write.parameters);
                } catch (SQLException e) {
                    if (!concernsTheStatementAlone(e)) {
                        throw e;
                    }
                    write.failure = e;
                }
            }
            session.update("COMMIT");
        } catch (SQLException | RuntimeException | Error e) {
            try {
                session.update("ROLLBACK");
            } catch (SQLException rolledBackAlready) {
                e.addSuppressed(rolledBackAlready);
            }
            throw e;
        }
    }

    /** After these the transaction goes on; after any other SQLite may have ended it. */
    private static boolean concernsTheStatementAlone(SQLException e) {
        int code = e.getErrorCode();
        return code == SQLiteErrorCode.SQLITE_CONSTRAINT.code
                || code == SQLiteErrorCode.SQLITE_TOOBIG.code
                || code == SQLiteErrorCode.SQLITE_MISMATCH.code
                || code == SQLiteErrorCode.SQLITE_ERROR.code;
    }

    /** Lets the write that is going on end; those after it fail. */
    @Override
    public void close() throws SQLException {
        while (!writing.compareAndSet(false, true)) {
            LockSupport.parkNanos(this, 1_000_000);
        }
        try {
            closed = true;
            session.close();
        } finally {
            writing.set(false);
            Write next = waiting.peek();
            if (next != null) {
                LockSupport.unpark(next.caller);
            }
        }
    }
}

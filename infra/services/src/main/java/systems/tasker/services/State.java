package systems.tasker.services;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * What the services remember: one SQLite file, which survives restarts and {@code kill -9} and may
 * be shared by processes. Every transaction takes the write lock at its start, so that what it
 * reads is still true when it writes.
 */
final class State implements AutoCloseable {
    private static final int VERSION = 1;
    private static final int BUSY_MILLISECONDS = 20_000;

    private static final List<String> TABLES =
            List.of(
                    "CREATE TABLE users"
                            + " (id TEXT PRIMARY KEY, email_key TEXT NOT NULL UNIQUE,"
                            + " document TEXT NOT NULL)",
                    "CREATE TABLE billing_profiles"
                            + " (user_id TEXT PRIMARY KEY, document TEXT NOT NULL)",
                    "CREATE TABLE preferences"
                            + " (user_id TEXT PRIMARY KEY, document TEXT NOT NULL)",
                    "CREATE TABLE messages"
                            + " (id TEXT PRIMARY KEY, user_id TEXT NOT NULL,"
                            + " sent_at_ms INTEGER NOT NULL, document TEXT NOT NULL)",
                    "CREATE INDEX messages_by_user ON messages (user_id, sent_at_ms)",
                    "CREATE TABLE answers"
                            + " (service TEXT, idempotency_key TEXT, request TEXT NOT NULL,"
                            + " status INTEGER NOT NULL, body TEXT NOT NULL,"
                            + " PRIMARY KEY (service, idempotency_key))",
                    "CREATE TABLE calls"
                            + " (service TEXT, method TEXT, path TEXT, idempotency_key TEXT,"
                            + " count INTEGER NOT NULL,"
                            + " PRIMARY KEY (service, method, path, idempotency_key))",
                    "CREATE TABLE effects"
                            + " (service TEXT, method TEXT, path TEXT, idempotency_key TEXT,"
                            + " count INTEGER NOT NULL,"
                            + " PRIMARY KEY (service, method, path, idempotency_key))");

    private final ReentrantLock lock = new ReentrantLock();
    private final Connection connection;

    private State(Connection connection) {
        this.connection = connection;
    }

    /**
     * Opens the file, or makes it.
     *
     * @throws UncheckedIOException where it is not a state of the services; the message has its
     *     path
     */
    static State open(Path file) {
        Connection connection = null;
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            SQLiteConfig config = new SQLiteConfig();
            config.setJournalMode(SQLiteConfig.JournalMode.WAL);
            config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
            config.setBusyTimeout(BUSY_MILLISECONDS);
            connection = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
            State state = new State(connection);
            state.transaction(State::create);
            return state;
        } catch (SQLException | IOException e) {
            close(connection, e);
            throw new UncheckedIOException(
                    "The services' state file `"
                            + file
                            + "` cannot be used: "
                            + e.getMessage()
                            + ". Remove it, and the services start afresh.",
                    e instanceof IOException io ? io : new IOException(e));
        }
    }

    private static int create(Tables tables) throws SQLException {
        long version = tables.number("PRAGMA user_version").orElse(0L);
        if (version == VERSION) {
            return VERSION;
        }
        if (version != 0 || tables.number("SELECT 1 FROM sqlite_schema").isPresent()) {
            throw new SQLException("it is a database of something else");
        }
        for (String table : TABLES) {
            tables.write(table);
        }
        tables.write("PRAGMA user_version = " + VERSION);
        return VERSION;
    }

    /** What is done in one transaction. */
    @FunctionalInterface
    interface Work<T> {
        T on(Tables tables) throws SQLException;
    }

    /** Does the work whole, or, where it throws, not at all. */
    <T> T transaction(Work<T> work) throws SQLException {
        lock.lock();
        try (Statement statement = connection.createStatement()) {
            // Not by setAutoCommit(false): the driver would begin the next transaction at once, and
            // hold the write lock until somebody has something to write.
            statement.execute("BEGIN IMMEDIATE");
            boolean done = false;
            try {
                T result = work.on(new Tables(connection));
                statement.execute("COMMIT");
                done = true;
                return result;
            } finally {
                if (!done) {
                    statement.execute("ROLLBACK");
                }
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            connection.close();
        } catch (SQLException e) {
            throw new UncheckedIOException(new IOException(e));
        } finally {
            lock.unlock();
        }
    }

    private static void close(@Nullable Connection connection, Exception because) {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                because.addSuppressed(e);
            }
        }
    }
}

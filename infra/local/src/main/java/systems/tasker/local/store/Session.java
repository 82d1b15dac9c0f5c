package systems.tasker.local.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.SynchronousMode;

/** A connection to the file, with its prepared statements kept open. For one thread at a time. */
final class Session implements AutoCloseable {
    /** As SQLite counts it: kibibytes, negative. Four times its default. */
    private static final int CACHE = -8000;

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new LinkedHashMap<>();

    /** What a row stands for. */
    @FunctionalInterface
    interface RowMapper<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** Outside of any transaction: a lone statement commits itself, BEGIN opens a transaction. */
    Session(Path path) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setSynchronous(SynchronousMode.NORMAL);
        // Waiting for another process is done in Java (Patience): SQLite's own would hold the
        // carrier of a virtual thread meanwhile.
        config.setBusyTimeout(0);
        config.setGetGeneratedKeys(false);
        config.setCacheSize(CACHE);
        connection = config.createConnection("jdbc:sqlite:" + path);
        // Left in auto-commit, the driver tries an empty transaction after every statement; out of
        // it, its commit() begins the next transaction at once and would keep the lock. So it is
        // told that there is a transaction, and the statements BEGIN and COMMIT are ours.
        connection.setAutoCommit(false);
        execute("COMMIT");
    }

    /** Executes statements that are needed once. */
    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    /** Executes a statement with its parameters, and gives the number of rows changed. */
    int update(String sql, @Nullable Object... parameters) throws SQLException {
        return bound(sql, parameters).executeUpdate();
    }

    /** The rows of a query, in its order. */
    <T> List<T> query(String sql, RowMapper<T> mapper, @Nullable Object... parameters)
            throws SQLException {
        List<T> found = new ArrayList<>();
        try (ResultSet rows = bound(sql, parameters).executeQuery()) {
            while (rows.next()) {
                found.add(mapper.of(rows));
            }
        }
        return found;
    }

    /** The one row of a query, if there is one. */
    <T> Optional<T> one(String sql, RowMapper<T> mapper, @Nullable Object... parameters)
            throws SQLException {
        try (ResultSet rows = bound(sql, parameters).executeQuery()) {
            return rows.next() ? Optional.of(mapper.of(rows)) : Optional.empty();
        }
    }

    private PreparedStatement bound(String sql, @Nullable Object... parameters)
            throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    /** Closes the connection, and with it its statements; what was not committed is undone. */
    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

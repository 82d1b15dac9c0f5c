package systems.tasker.local.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/**
 * What SQLite gives to a program that does nothing else: one table, prepared statements, rows of
 * 400 bytes, the same number of inserts and updates an execution as the store makes, WAL and
 * synchronous NORMAL as the store has it.
 */
final class BareSqlite implements AutoCloseable {
    private static final String BODY = "x".repeat(330);
    private static final int STEPS = 5;

    private final Connection connection;
    private final PreparedStatement insert;
    private final PreparedStatement update;
    private final PreparedStatement begin;
    private final PreparedStatement commit;
    private final LinkedBlockingQueue<Pending> queue = new LinkedBlockingQueue<>();
    private final Pending last = new Pending("", "", false, new CompletableFuture<>());
    private final Thread writer = Thread.ofPlatform().daemon().unstarted(this::drain);

    private record Pending(String id, String name, boolean isNew, CompletableFuture<Void> done) {}

    /** Tuned: without what the driver does beside the statement. */
    BareSqlite(Path file, boolean tuned) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.NORMAL);
        config.setGetGeneratedKeys(!tuned);
        connection = config.createConnection("jdbc:sqlite:" + file);
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE items (number INTEGER PRIMARY KEY, id TEXT, name TEXT,"
                            + " status TEXT, revision INTEGER, body TEXT, UNIQUE (id, name))");
            if (tuned) {
                connection.setAutoCommit(false);
                statement.execute("COMMIT");
            }
        }
        insert =
                connection.prepareStatement(
                        "INSERT INTO items (id, name, status, revision, body)"
                                + " VALUES (?, ?, ?, ?, ?)");
        update =
                connection.prepareStatement(
                        "UPDATE items SET status = ?, revision = ?, body = ?"
                                + " WHERE id = ? AND name = ? AND revision = ?");
        begin = connection.prepareStatement("BEGIN IMMEDIATE");
        commit = connection.prepareStatement("COMMIT");
    }

    /** How a write gets to the file. */
    @FunctionalInterface
    private interface Writes {
        void write(String id, String name, boolean isNew) throws Exception;
    }

    /** Fifteen writes, each a transaction of its own. */
    void execution(String id) throws Exception {
        execution(id, this::write);
    }

    /** Fifteen writes of each of many executions: a transaction for every write of all. */
    void executions(List<String> ids) throws Exception {
        List<List<Pending>> plans = new ArrayList<>();
        for (String id : ids) {
            List<Pending> plan = new ArrayList<>();
            execution(
                    id,
                    (of, name, isNew) ->
                            plan.add(new Pending(of, name, isNew, new CompletableFuture<>())));
            plans.add(plan);
        }
        for (int i = 0; i < plans.getFirst().size(); i++) {
            begin.executeUpdate();
            for (List<Pending> plan : plans) {
                Pending next = plan.get(i);
                write(next.id(), next.name(), next.isNew());
            }
            commit.executeUpdate();
        }
    }

    /** Fifteen writes, each waiting for a thread that commits together whatever has come. */
    void executionByQueue(String id) throws Exception {
        execution(
                id,
                (of, name, isNew) -> {
                    CompletableFuture<Void> done = new CompletableFuture<>();
                    queue.add(new Pending(of, name, isNew, done));
                    done.get();
                });
    }

    void startQueue() {
        writer.start();
    }

    private void execution(String id, Writes writes) throws Exception {
        writes.write(id, "task", true);
        writes.write(id, "execution", true);
        for (int i = 0; i < STEPS; i++) {
            writes.write(id, "step" + i, true);
            writes.write(id, "step" + i, false);
        }
        writes.write(id, "annotation", true);
        writes.write(id, "task", false);
        writes.write(id, "execution", false);
    }

    private void write(String id, String name, boolean isNew) throws SQLException {
        if (isNew) {
            insert.setString(1, id);
            insert.setString(2, name);
            insert.setString(3, "in_progress");
            insert.setInt(4, 1);
            insert.setString(5, BODY);
            mustBeOne(insert.executeUpdate());
        } else {
            update.setString(1, "complete");
            update.setInt(2, 2);
            update.setString(3, BODY);
            update.setString(4, id);
            update.setString(5, name);
            update.setInt(6, 1);
            mustBeOne(update.executeUpdate());
        }
    }

    private static void mustBeOne(int rows) {
        if (rows != 1) {
            throw new IllegalStateException(rows + " rows");
        }
    }

    private void drain() {
        List<Pending> group = new ArrayList<>();
        try {
            while (!group.contains(last)) {
                group.clear();
                group.add(queue.take());
                queue.drainTo(group);
                begin.executeUpdate();
                for (Pending pending : group) {
                    if (!pending.equals(last)) {
                        write(pending.id(), pending.name(), pending.isNew());
                    }
                }
                commit.executeUpdate();
                group.forEach(pending -> pending.done().complete(null));
            }
        } catch (InterruptedException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws SQLException {
        if (writer.isAlive()) {
            queue.add(last);
            last.done().join();
        }
        connection.close();
    }
}

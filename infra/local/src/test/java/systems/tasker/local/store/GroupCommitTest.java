package systems.tasker.local.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupCommitTest {
    private static final String INSERT = "INSERT INTO entries VALUES (?) ON CONFLICT DO NOTHING";

    @TempDir private Path folder;
    private GroupCommit writer;
    private Connection other;

    @BeforeEach
    void open() throws SQLException {
        Path file = folder.resolve("entries.db");
        Session session = new Session(file);
        session.execute("PRAGMA journal_mode = WAL");
        session.execute("CREATE TABLE entries (name TEXT NOT NULL PRIMARY KEY)");
        writer = new GroupCommit(session);
        other = DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    @AfterEach
    void close() throws SQLException {
        writer.close();
        other.close();
    }

    private int stored() throws SQLException {
        try (Statement statement = other.createStatement()) {
            return statement.executeQuery("SELECT count(*) FROM entries").getInt(1);
        }
    }

    /** While another process writes, all that come have to wait, and so become one group. */
    private List<Future<Integer>> together(ExecutorService threads, List<String> names)
            throws Exception {
        try (Statement lock = other.createStatement()) {
            lock.execute("BEGIN IMMEDIATE");
            List<Future<Integer>> writes = new ArrayList<>();
            for (String name : names) {
                writes.add(
                        threads.submit(
                                () -> writer.write(INSERT, name.equals("null") ? null : name)));
            }
            Thread.sleep(100);
            lock.execute("COMMIT");
            return writes;
        }
    }

    @Test
    void eachOfAGroupGetsItsOwnOutcome() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertEquals(1, writer.write(INSERT, "taken"));
            List<String> names = List.of("first", "a", "taken", "b", "null", "c");
            List<Future<Integer>> writes = together(threads, names);
            assertEquals(1, writes.get(0).get());
            assertEquals(1, writes.get(1).get());
            assertEquals(0, writes.get(2).get());
            assertEquals(1, writes.get(3).get());
            ExecutionException e = assertThrows(ExecutionException.class, writes.get(4)::get);
            assertInstanceOf(SQLException.class, e.getCause());
            assertEquals(1, writes.get(5).get());
            assertEquals(5, stored());
        }
    }

    @Test
    void whatIsAnsweredIsStoredForOthersToSee() throws Exception {
        AtomicInteger number = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> seen = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                seen.add(
                        threads.submit(
                                () -> {
                                    boolean all = true;
                                    for (int n = 0; n < 40; n++) {
                                        writer.write(INSERT, "n" + number.incrementAndGet());
                                        all &= n % 10 != 0 || storedAtLeast(n + 1);
                                    }
                                    return all;
                                }));
            }
            for (Future<Boolean> each : seen) {
                assertTrue(each.get());
            }
        }
        assertEquals(2000, stored());
    }

    private boolean storedAtLeast(int expected) throws SQLException {
        return stored() >= expected;
    }

    @Test
    void anInterruptedWriterStillWritesAndStaysInterrupted() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> interrupted =
                    threads.submit(
                            () -> {
                                Thread.currentThread().interrupt();
                                assertEquals(1, writer.write(INSERT, "a"));
                                return Thread.currentThread().isInterrupted();
                            });
            assertTrue(interrupted.get());
            assertEquals(1, stored());
        }
    }

    @Test
    void aWriteAfterTheCloseFails() throws Exception {
        writer.close();
        assertThrows(SQLException.class, () -> writer.write(INSERT, "late"));
        assertEquals(0, stored());
    }
}

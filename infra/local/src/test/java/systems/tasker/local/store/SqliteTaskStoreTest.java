package systems.tasker.local.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import systems.tasker.store.StoreUnavailable;
import systems.tasker.store.TaskStore;
import systems.tasker.store.TaskStoreContract;

class SqliteTaskStoreTest extends TaskStoreContract {
    @TempDir private Path folder;
    private TaskStore store;
    private TaskStore second;

    @BeforeEach
    void open() {
        store = new SqliteTaskStore(SqliteFile.open(file()));
        second = new SqliteTaskStore(SqliteFile.open(file()));
    }

    @AfterEach
    void close() {
        store.close();
        second.close();
    }

    private Path file() {
        return folder.resolve("tasker.db");
    }

    @Override
    protected TaskStore store() {
        return store;
    }

    @Override
    protected TaskStore reopened() {
        return second;
    }

    @Test
    void aRowThatNoTaskerWroteIsReportedAsSuch() throws Exception {
        store.put(task("a"));
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = other.createStatement()) {
            assertEquals(1, statement.executeUpdate("UPDATE tasks SET status = 'done'"));
        }
        StoreUnavailable e = assertThrows(StoreUnavailable.class, () -> second.task("a"));
        assertEquals(
                "The store `" + file() + "` holds what no Tasker wrote: No status of a task: done",
                e.getMessage());
    }

    @Test
    void aClosedStoreSaysSo() {
        store.close();
        store.close();
        StoreUnavailable read = assertThrows(StoreUnavailable.class, () -> store.task("a"));
        assertEquals(
                "The store `" + file() + "` cannot be read: it has been closed", read.getMessage());
        assertThrows(StoreUnavailable.class, () -> store.put(task("a")));
    }
}

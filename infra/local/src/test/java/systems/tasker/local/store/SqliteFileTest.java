package systems.tasker.local.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import systems.tasker.json.JsonText;
import systems.tasker.store.TaskItem;

class SqliteFileTest {
    @TempDir private Path folder;

    private static String refusal(Path path) {
        UnusableStore e = assertThrows(UnusableStore.class, () -> SqliteFile.open(path).close());
        assertEquals(0, e.getStackTrace().length);
        return String.valueOf(e.getMessage());
    }

    private static void execute(Path file, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void aFileIsMadeWithItsFolder() {
        Path file = folder.resolve("a/b/tasker.db");
        SqliteFile.open(file).close();
        assertTrue(Files.exists(file));
        SqliteFile.open(file).close();
    }

    @Test
    void manyMayMakeTheFileAtOnce() throws Exception {
        for (int round = 0; round < 20; round++) {
            Path file = folder.resolve(round + ".db");
            try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
                List<Future<SqliteFile>> opened = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    opened.add(threads.submit(() -> SqliteFile.open(file)));
                }
                for (Future<SqliteFile> each : opened) {
                    each.get().close();
                }
            }
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsRefusedAndLeftAsItIs() throws Exception {
        for (String content : List.of("short", "not a database, and longer\n".repeat(1000))) {
            Path file = Files.writeString(folder.resolve("notes.txt"), content);
            assertEquals(
                    "`" + file + "` cannot be opened as a store: it is not an SQLite database",
                    refusal(file));
            assertEquals(content, Files.readString(file));
        }
    }

    @Test
    void aDatabaseOfAnotherProgramIsRefusedAndLeftAsItIs() throws Exception {
        Path file = folder.resolve("other.db");
        execute(file, "CREATE TABLE songs (title TEXT)");
        byte[] before = Files.readAllBytes(file);
        assertEquals(
                "`" + file + "` is a database of another program: name another file",
                refusal(file));
        assertArrayEquals(before, Files.readAllBytes(file));
    }

    @Test
    void aFileOfTheFirstFormatGetsWhatItLacks() throws Exception {
        Path file = folder.resolve("tasker.db");
        SqliteFile.open(file).close();
        execute(file, "ALTER TABLE tasks DROP COLUMN bypassed");
        execute(file, "ALTER TABLE tasks DROP COLUMN generations");
        execute(file, "PRAGMA user_version = 1");
        TaskItem task =
                TaskItem.created(
                        "t",
                        "n",
                        "w",
                        "1.0.0",
                        "c",
                        "f",
                        JsonText.EMPTY_OBJECT,
                        List.of("a"),
                        List.of("a"),
                        Instant.parse("2026-01-31T08:00:00Z"));
        try (SqliteTaskStore store = new SqliteTaskStore(SqliteFile.open(file))) {
            assertTrue(store.put(task));
        }
        try (SqliteTaskStore store = new SqliteTaskStore(SqliteFile.open(file))) {
            assertEquals(task, store.task("t").orElseThrow());
        }
    }

    @Test
    void aFileOfANewerFormatIsRefused() throws Exception {
        Path file = folder.resolve("tasker.db");
        SqliteFile.open(file).close();
        execute(file, "PRAGMA user_version = 3");
        assertEquals(
                "`"
                        + file
                        + "` was written by a newer Tasker (format 3; this one knows up to 2):"
                        + " use that one, or name another file",
                refusal(file));
    }

    @Test
    void aFolderIsRefused() {
        assertEquals("`" + folder + "` is a folder: name a file as the store", refusal(folder));
    }

    @Test
    void aPathThroughAFileIsRefused() throws Exception {
        Path inTheWay = Files.writeString(folder.resolve("file"), "");
        Path file = inTheWay.resolve("tasker.db");
        assertEquals(
                "The store `"
                        + file
                        + "` cannot be made: `"
                        + inTheWay
                        + "` is not a folder and cannot become one",
                refusal(file));
    }

    @Test
    void aFileThatMayNotBeWrittenOrReadIsRefused() throws Exception {
        Path file = folder.resolve("tasker.db");
        SqliteFile.open(file).close();
        assertTrue(file.toFile().setWritable(false));
        assumeFalse(Files.isWritable(file), "this user may do everything");
        assertEquals(
                "The store `"
                        + file
                        + "` may not be written by this user: it needs a file and a folder that"
                        + " may",
                refusal(file));
        assertTrue(file.toFile().setReadable(false));
        assertEquals("The store `" + file + "` may not be read by this user", refusal(file));
    }

    @Test
    void aDamagedFileIsReportedWhenItIsMet() throws Exception {
        Path file = folder.resolve("tasker.db");
        SqliteFile.open(file).close();
        byte[] content = Files.readAllBytes(file);
        Arrays.fill(content, 100, content.length, (byte) 0x5a);
        Files.write(file, content);
        assertEquals(
                "`" + file + "` cannot be opened as a store: the file is damaged", refusal(file));
    }
}

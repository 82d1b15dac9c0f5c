package systems.tasker.local.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.DateTimeException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import systems.tasker.local.store.Readers.Reading;
import systems.tasker.store.StoreUnavailable;

/**
 * The file that tasks and executions are kept in: SQLite in WAL mode, synchronous NORMAL. It
 * survives the death of a process at any moment; a power failure may cost the last commits, and
 * nothing before them.
 *
 * <p>Any number of threads and processes may use it. A read sees every write that was answered
 * before it began. Trouble after opening is {@link StoreUnavailable}.
 */
public final class SqliteFile implements AutoCloseable {
    private final Path path;
    private final GroupCommit writer;
    private final Readers readers;

    private SqliteFile(Path path, Session writer) {
        this.path = path;
        this.writer = new GroupCommit(writer);
        this.readers = new Readers(path);
    }

    /**
     * Opens the file; makes it, and the folder it lies in, where there is none.
     *
     * @throws UnusableStore where it cannot be a store, with a sentence that says why
     */
    public static SqliteFile open(Path file) {
        Path path = file.toAbsolutePath().normalize();
        mustBeUsable(path);
        try {
            return new SqliteFile(path, Patience.patiently(() -> prepared(path)));
        } catch (SQLException e) {
            throw new UnusableStore("`" + path + "` cannot be opened as a store: " + reason(e));
        }
    }

    private static void mustBeUsable(Path path) {
        Path folder = path.getParent();
        if (folder == null || Files.isDirectory(path)) {
            throw new UnusableStore("`" + path + "` is a folder: name a file as the store");
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UnusableStore(
                    "The store `"
                            + path
                            + "` cannot be made: `"
                            + folder
                            + "` is not a folder"
                            + " and cannot become one");
        }
        if (Files.exists(path) && !Files.isReadable(path)) {
            throw new UnusableStore("The store `" + path + "` may not be read by this user");
        }
        // SQLite keeps its log beside the file.
        if (!Files.isWritable(Files.exists(path) ? path : folder) || !Files.isWritable(folder)) {
            throw new UnusableStore(
                    "The store `"
                            + path
                            + "` may not be written by this user: it needs a file and a folder"
                            + " that may");
        }
    }

    private static Session prepared(Path path) throws SQLException {
        Session session = new Session(path);
        try {
            Schema.prepare(session, path);
            return session;
        } catch (SQLException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** Where it lies. */
    public Path path() {
        return path;
    }

    /** Executes one changing statement, durably, and gives the number of rows changed. */
    int write(String sql, @Nullable Object... parameters) {
        try {
            return writer.write(sql, parameters);
        } catch (SQLException e) {
            throw unavailable("written", e);
        }
    }

    /** Reads one state of the file. */
    <T extends @Nullable Object> T read(Reading<T> reading) {
        try {
            return readers.read(reading);
        } catch (SQLException e) {
            throw unavailable("read", e);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new StoreUnavailable(
                    "The store `" + path + "` holds what no Tasker wrote: " + e.getMessage(), e);
        }
    }

    /** Reads by one statement, which needs no transaction to see one state of the file. */
    <T extends @Nullable Object> T glance(Reading<T> reading) {
        try {
            return readers.glance(reading);
        } catch (SQLException e) {
            throw unavailable("read", e);
        }
    }

    private StoreUnavailable unavailable(String done, SQLException e) {
        return new StoreUnavailable(
                "The store `" + path + "` cannot be " + done + ": " + reason(e), e);
    }

    private static String reason(SQLException e) {
        if (Patience.isBusy(e)) {
            return "another process has kept it locked for "
                    + Patience.LIMIT.toSeconds()
                    + " seconds";
        }
        SQLiteErrorCode code =
                e instanceof SQLiteException known
                        ? SQLiteErrorCode.getErrorCode(known.getResultCode().code & 0xff)
                        : SQLiteErrorCode.UNKNOWN_ERROR;
        return switch (code) {
            case SQLITE_NOTADB -> "it is not an SQLite database";
            case SQLITE_CORRUPT -> "the file is damaged";
            case SQLITE_FULL -> "the disk is full";
            case SQLITE_READONLY -> "it is read-only";
            case SQLITE_PERM, SQLITE_AUTH -> "the user may not";
            case SQLITE_CANTOPEN -> "the system does not open it";
            case SQLITE_IOERR -> "the system reports an error of the disk";
            default -> String.valueOf(e.getMessage());
        };
    }

    /** Lets what is going on end; whatever comes after fails. */
    @Override
    public void close() {
        try {
            readers.close();
            writer.close();
        } catch (SQLException e) {
            throw unavailable("closed", e);
        }
    }
}

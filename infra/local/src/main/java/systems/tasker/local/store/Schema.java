package systems.tasker.local.store;

import java.nio.file.Path;
import java.sql.SQLException;

/**
 * The tables: one readable column a field, times in UTC as ISO 8601, lists and failures as JSON.
 */
final class Schema {
    /** To be raised with every change that an earlier Tasker could not read. */
    static final int VERSION = 2;

    /** "Tskr": tells our files from other databases. */
    private static final int APPLICATION = 0x54736b72;

    private static final String TABLES =
            """
            CREATE TABLE tasks (
                id TEXT NOT NULL PRIMARY KEY,
                namespace TEXT NOT NULL,
                name TEXT NOT NULL,
                version TEXT NOT NULL,
                status TEXT NOT NULL,
                run INTEGER NOT NULL,
                execution TEXT NOT NULL,
                correlation_id TEXT NOT NULL,
                fingerprint TEXT NOT NULL,
                context TEXT NOT NULL,
                steps TEXT NOT NULL,
                created_at TEXT NOT NULL,
                updated_at TEXT NOT NULL,
                completed_at TEXT,
                failure TEXT,
                transitions TEXT NOT NULL,
                folded_transitions INTEGER NOT NULL,
                revision INTEGER NOT NULL,
                bypassed TEXT NOT NULL DEFAULT '[]',
                generations TEXT NOT NULL DEFAULT '{}'
            );
            -- All that a list is filtered by, so that only the tasks it shows are read.
            CREATE INDEX tasks_by_age
                ON tasks (created_at, id, namespace, name, status);
            CREATE TABLE steps (
                task_id TEXT NOT NULL,
                name TEXT NOT NULL,
                status TEXT NOT NULL,
                run INTEGER NOT NULL,
                attempts INTEGER NOT NULL,
                tries INTEGER NOT NULL,
                deaths INTEGER NOT NULL,
                generation INTEGER NOT NULL,
                claim TEXT,
                claimed_until TEXT,
                started_at TEXT,
                updated_at TEXT NOT NULL,
                completed_at TEXT,
                results TEXT,
                failure TEXT,
                transitions TEXT NOT NULL,
                folded_transitions INTEGER NOT NULL,
                revision INTEGER NOT NULL,
                PRIMARY KEY (task_id, name)
            ) WITHOUT ROWID;
            CREATE TABLE annotations (
                task_id TEXT NOT NULL,
                name TEXT NOT NULL,
                value TEXT NOT NULL,
                at TEXT NOT NULL,
                PRIMARY KEY (task_id, name)
            ) WITHOUT ROWID;
            CREATE TABLE gates (
                task_id TEXT NOT NULL,
                run INTEGER NOT NULL,
                name TEXT NOT NULL,
                waits_for TEXT NOT NULL,
                token TEXT NOT NULL,
                PRIMARY KEY (task_id, run, name)
            );
            CREATE TABLE gate_steps (
                number INTEGER PRIMARY KEY, -- in the order in which the steps ended
                task_id TEXT NOT NULL,
                run INTEGER NOT NULL,
                gate TEXT NOT NULL,
                step TEXT NOT NULL,
                UNIQUE (task_id, run, gate, step)
            );
            CREATE TABLE executions (
                name TEXT NOT NULL PRIMARY KEY,
                namespace TEXT NOT NULL,
                workflow TEXT NOT NULL,
                task_id TEXT,
                input TEXT NOT NULL,
                status TEXT NOT NULL, -- RUNNING is to be believed only with a living lease
                started_at TEXT NOT NULL,
                stopped_at TEXT,
                output TEXT,
                error TEXT,
                cause TEXT,
                owner TEXT NOT NULL,
                stop_error TEXT,
                stop_cause TEXT
            ) WITHOUT ROWID;
            CREATE INDEX executions_to_stop
                ON executions (owner) WHERE stop_error IS NOT NULL AND status = 'RUNNING';
            CREATE TABLE leases (
                owner TEXT NOT NULL PRIMARY KEY,
                host TEXT NOT NULL,
                pid INTEGER NOT NULL,
                process_started_at TEXT NOT NULL,
                expires_at TEXT NOT NULL
            );
            """;

    /** From format 1. */
    private static final String SECOND_FORMAT =
            """
            ALTER TABLE tasks ADD COLUMN bypassed TEXT NOT NULL DEFAULT '[]';
            ALTER TABLE tasks ADD COLUMN generations TEXT NOT NULL DEFAULT '{}';
            """;

    private Schema() {}

    /**
     * Makes the tables in an empty file.
     *
     * @throws UnusableStore where the file is another program's, or a newer Tasker's
     */
    static void prepare(Session session, Path path) throws SQLException {
        boolean empty = isEmpty(session, path);
        // Not before the file is known to be ours: the mode stays with it.
        session.execute("PRAGMA journal_mode = WAL");
        if (empty) {
            session.execute("BEGIN IMMEDIATE");
            if (isEmpty(session, path)) {
                session.execute(TABLES);
                session.execute("PRAGMA application_id = " + APPLICATION);
                session.execute("PRAGMA user_version = " + VERSION);
            }
            session.execute("COMMIT");
        }
        if (version(session) < VERSION) {
            session.execute("BEGIN IMMEDIATE");
            if (version(session) < VERSION) {
                session.execute(SECOND_FORMAT);
                session.execute("PRAGMA user_version = " + VERSION);
            }
            session.execute("COMMIT");
        }
    }

    private static int version(Session session) throws SQLException {
        return number(session, "PRAGMA user_version");
    }

    private static boolean isEmpty(Session session, Path path) throws SQLException {
        if (number(session, "SELECT count(*) FROM sqlite_schema") == 0) {
            return true;
        }
        if (number(session, "PRAGMA application_id") != APPLICATION) {
            throw new UnusableStore(
                    "`" + path + "` is a database of another program: name another file");
        }
        int version = version(session);
        if (version > VERSION) {
            throw new UnusableStore(
                    "`"
                            + path
                            + "` was written by a newer Tasker (format "
                            + version
                            + "; this one knows up to "
                            + VERSION
                            + "): use that one, or name another file");
        }
        return false;
    }

    private static int number(Session session, String sql) throws SQLException {
        return session.one(sql, row -> row.getInt(1)).orElseThrow();
    }
}

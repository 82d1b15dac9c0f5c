package systems.tasker.local.store;

import static systems.tasker.local.store.StoredText.orNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import systems.tasker.json.Json;
import systems.tasker.json.JsonText;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskStatus;

/** The table of tasks: its statements, and how an item becomes a row and back. */
final class TaskRows {
    private static final String COLUMNS =
            "namespace, name, version, status, run, execution, correlation_id, fingerprint,"
                    + " context, steps, created_at, updated_at, completed_at, failure, transitions,"
                    + " folded_transitions, bypassed, generations, revision, id";

    /** Parameters: {@link #parameters}. */
    static final String INSERT =
            "INSERT INTO tasks ("
                    + COLUMNS
                    + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                    + " ON CONFLICT DO NOTHING";

    /** Likewise: the row of the revision before, and no other. */
    static final String UPDATE =
            "UPDATE tasks SET namespace = ?, name = ?, version = ?, status = ?, run = ?,"
                    + " execution = ?, correlation_id = ?, fingerprint = ?, context = ?, steps = ?,"
                    + " created_at = ?, updated_at = ?, completed_at = ?, failure = ?,"
                    + " transitions = ?, folded_transitions = ?, bypassed = ?, generations = ?,"
                    + " revision = ?19 WHERE id = ?20 AND revision = ?19 - 1";

    /** Parameter: the id. */
    static final String SELECT = "SELECT " + COLUMNS + " FROM tasks WHERE id = ?";

    /** Likewise. */
    static final String REVISION = "SELECT revision FROM tasks WHERE id = ?";

    /**
     * Parameters: namespace, name, status, since when changed, creation and id of the one before,
     * each null for any, and the number wanted.
     */
    static final String LIST =
            "SELECT "
                    + COLUMNS
                    + " FROM tasks WHERE namespace = ifnull(?1, namespace)"
                    + " AND name = ifnull(?2, name) AND status = ifnull(?3, status)"
                    + " AND (?4 IS NULL OR updated_at >= ?4)"
                    + " AND (?5 IS NULL OR (created_at, id) < (?5, ?6))"
                    + " ORDER BY created_at DESC, id DESC LIMIT ?7";

    private TaskRows() {}

    static @Nullable Object[] parameters(TaskItem item) {
        return new @Nullable Object[] {
            item.namespace(),
            item.name(),
            item.version(),
            item.status().wireName(),
            item.run(),
            item.execution(),
            item.correlationId(),
            item.fingerprint(),
            item.context().text(),
            Json.write(item.steps()),
            UtcText.of(item.createdAt()),
            UtcText.of(item.updatedAt()),
            orNull(item.completedAt(), UtcText::of),
            orNull(item.failure(), StoredText::of),
            StoredText.of(item.transitions()),
            item.transitions().folded(),
            Json.write(item.bypassed()),
            Json.write(new TreeMap<>(item.generations())),
            item.revision(),
            item.id()
        };
    }

    static TaskItem of(ResultSet row) throws SQLException {
        return new TaskItem(
                row.getString(20),
                row.getString(1),
                row.getString(2),
                row.getString(3),
                TaskStatus.of(row.getString(4)),
                row.getInt(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                new JsonText(row.getString(9)),
                StoredText.names(row.getString(10)),
                StoredText.names(row.getString(17)),
                StoredText.numbers(row.getString(18)),
                UtcText.instant(row.getString(11)),
                UtcText.instant(row.getString(12)),
                orNull(row.getString(13), UtcText::instant),
                orNull(row.getString(14), StoredText::failure),
                StoredText.trail(row.getInt(16), row.getString(15)),
                row.getLong(19));
    }
}

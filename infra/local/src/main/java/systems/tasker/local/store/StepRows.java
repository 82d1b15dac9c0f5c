package systems.tasker.local.store;

import static systems.tasker.local.store.StoredText.orNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import systems.tasker.json.JsonText;
import systems.tasker.store.StepItem;
import systems.tasker.store.StepStatus;

/** The table of steps: its statements, and how an item becomes a row and back. */
final class StepRows {
    private static final String COLUMNS =
            "status, run, attempts, tries, deaths, generation, claim, claimed_until, started_at,"
                    + " updated_at, completed_at, results, failure, transitions,"
                    + " folded_transitions, revision, task_id, name";

    /** Parameters: {@link #parameters}. */
    static final String INSERT =
            "INSERT INTO steps ("
                    + COLUMNS
                    + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                    + " ON CONFLICT DO NOTHING";

    /** Likewise: the row of the revision before, and no other. */
    static final String UPDATE =
            "UPDATE steps SET status = ?, run = ?, attempts = ?, tries = ?, deaths = ?,"
                    + " generation = ?, claim = ?, claimed_until = ?, started_at = ?,"
                    + " updated_at = ?, completed_at = ?, results = ?, failure = ?,"
                    + " transitions = ?, folded_transitions = ?, revision = ?16"
                    + " WHERE task_id = ?17 AND name = ?18 AND revision = ?16 - 1";

    /** Parameters: the task's id and the step's name. */
    static final String SELECT = "SELECT " + COLUMNS + " FROM steps WHERE task_id = ? AND name = ?";

    /** Likewise. */
    static final String REVISION = "SELECT revision FROM steps WHERE task_id = ? AND name = ?";

    /** Parameter: the task's id. */
    static final String NAMES = "SELECT name FROM steps WHERE task_id = ? ORDER BY name";

    private StepRows() {}

    static @Nullable Object[] parameters(StepItem item) {
        return new @Nullable Object[] {
            item.status().wireName(),
            item.run(),
            item.attempts(),
            item.tries(),
            item.deaths(),
            item.generation(),
            item.claim(),
            orNull(item.claimedUntil(), UtcText::of),
            orNull(item.startedAt(), UtcText::of),
            UtcText.of(item.updatedAt()),
            orNull(item.completedAt(), UtcText::of),
            orNull(item.results(), JsonText::text),
            orNull(item.failure(), StoredText::of),
            StoredText.of(item.transitions()),
            item.transitions().folded(),
            item.revision(),
            item.taskId(),
            item.name()
        };
    }

    static StepItem of(ResultSet row) throws SQLException {
        return new StepItem(
                row.getString(17),
                row.getString(18),
                StepStatus.of(row.getString(1)),
                row.getInt(2),
                row.getInt(3),
                row.getInt(4),
                row.getInt(5),
                row.getInt(6),
                row.getString(7),
                orNull(row.getString(8), UtcText::instant),
                orNull(row.getString(9), UtcText::instant),
                UtcText.instant(row.getString(10)),
                orNull(row.getString(11), UtcText::instant),
                orNull(row.getString(12), JsonText::new),
                orNull(row.getString(13), StoredText::failure),
                StoredText.trail(row.getInt(15), row.getString(14)),
                row.getLong(16));
    }
}

package systems.tasker.local.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import systems.tasker.json.Json;
import systems.tasker.json.JsonText;
import systems.tasker.store.Annotation;
import systems.tasker.store.GateItem;
import systems.tasker.store.Snapshot;
import systems.tasker.store.StepItem;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskQuery;
import systems.tasker.store.TaskStatus;
import systems.tasker.store.TaskStore;

/** Tasks in a file of this machine. */
public final class SqliteTaskStore implements TaskStore {
    /** Parameters: the task's id, and an array of <code>{name, value, at}</code>, value as text. */
    private static final String ANNOTATE =
            "INSERT INTO annotations (task_id, name, value, at)"
                    + " SELECT ?, value ->> 'name', value ->> 'value', value ->> 'at'"
                    + " FROM json_each(?) WHERE true"
                    + " ON CONFLICT DO UPDATE SET value = excluded.value, at = excluded.at";

    private static final String ANNOTATIONS =
            "SELECT name, value, at FROM annotations WHERE task_id = ? ORDER BY name";

    /** In characters: of larger items a thousand would be too much to remember. */
    private static final int LARGE = 10_000;

    private final SqliteFile file;
    private final RecentItems<String, TaskItem> recentTasks = new RecentItems<>();
    private final RecentItems<StepKey, StepItem> recentSteps = new RecentItems<>();

    private record StepKey(String taskId, String name) {}

    /** A store in a file, which it closes when it is closed. */
    public SqliteTaskStore(SqliteFile file) {
        this.file = file;
    }

    @Override
    public boolean put(TaskItem item) {
        String sql = item.revision() == 1 ? TaskRows.INSERT : TaskRows.UPDATE;
        boolean written = file.write(sql, TaskRows.parameters(item)) == 1;
        if (written) {
            remember(item);
        }
        return written;
    }

    @Override
    public boolean put(StepItem item) {
        String sql = item.revision() == 1 ? StepRows.INSERT : StepRows.UPDATE;
        boolean written = file.write(sql, StepRows.parameters(item)) == 1;
        if (written) {
            remember(item);
        }
        return written;
    }

    private void remember(TaskItem item) {
        if (item.context().text().length() < LARGE) {
            recentTasks.put(item.id(), item);
        }
    }

    private void remember(StepItem item) {
        JsonText results = item.results();
        if (results == null || results.text().length() < LARGE) {
            recentSteps.put(new StepKey(item.taskId(), item.name()), item);
        }
    }

    @Override
    public void annotate(String taskId, List<Annotation> annotations) {
        List<Object> rows = new ArrayList<>(annotations.size());
        for (Annotation annotation : annotations) {
            SequencedMap<String, Object> row = new LinkedHashMap<>();
            row.put("name", annotation.name());
            row.put("value", annotation.value().text());
            row.put("at", UtcText.of(annotation.at()));
            rows.add(row);
        }
        file.write(ANNOTATE, taskId, Json.write(rows));
    }

    @Override
    public GateItem registerGate(
            String taskId, int run, String gate, List<String> waitsFor, String token) {
        file.write(GateRows.REGISTER, taskId, run, gate, Json.write(waitsFor), token);
        return gate(taskId, run, gate);
    }

    @Override
    public GateItem gateEnded(String taskId, int run, String gate, String step) {
        file.write(GateRows.ENDED, taskId, run, gate, step);
        return gate(taskId, run, gate);
    }

    /**
     * What is read behind a write holds that write and all before it, which is all that is asked.
     */
    private GateItem gate(String taskId, int run, String name) {
        return file.read(session -> GateRows.read(session, taskId, run, name));
    }

    @Override
    public Snapshot read(String taskId, Collection<String> steps) {
        Snapshot known = known(taskId, steps);
        return known.task() != null
                        && steps.size() <= Revisions.MOST_STEPS
                        && file.glance(session -> Revisions.areThoseOf(known, steps, session))
                ? known
                : file.read(session -> snapshot(session, taskId, steps));
    }

    /** What is remembered, current or not. */
    private Snapshot known(String taskId, Collection<String> steps) {
        SequencedMap<String, StepItem> known = new LinkedHashMap<>();
        for (String name : steps) {
            StepItem step = recentSteps.get(new StepKey(taskId, name));
            if (step != null) {
                known.put(name, step);
            }
        }
        return new Snapshot(recentTasks.get(taskId), known);
    }

    @Override
    public Snapshot readAll(String taskId) {
        return file.read(
                session -> {
                    List<String> steps =
                            session.query(StepRows.NAMES, row -> row.getString(1), taskId);
                    return snapshot(session, taskId, steps);
                });
    }

    private Snapshot snapshot(Session session, String taskId, Collection<String> steps)
            throws SQLException {
        SequencedMap<String, StepItem> found = new LinkedHashMap<>();
        for (String name : steps) {
            StepItem step = step(session, taskId, name);
            if (step != null) {
                found.put(name, step);
            }
        }
        return new Snapshot(task(session, taskId), found);
    }

    private @Nullable TaskItem task(Session session, String id) throws SQLException {
        TaskItem known = recentTasks.get(id);
        if (known != null && isStored(known.revision(), session, TaskRows.REVISION, id)) {
            return known;
        }
        TaskItem stored = session.one(TaskRows.SELECT, TaskRows::of, id).orElse(null);
        if (stored != null) {
            remember(stored);
        }
        return stored;
    }

    private @Nullable StepItem step(Session session, String taskId, String name)
            throws SQLException {
        StepItem known = recentSteps.get(new StepKey(taskId, name));
        if (known != null && isStored(known.revision(), session, StepRows.REVISION, taskId, name)) {
            return known;
        }
        StepItem stored = session.one(StepRows.SELECT, StepRows::of, taskId, name).orElse(null);
        if (stored != null) {
            remember(stored);
        }
        return stored;
    }

    private static boolean isStored(long revision, Session session, String sql, Object... key)
            throws SQLException {
        return session.one(sql, row -> row.getLong(1) == revision, key).orElse(false);
    }

    @Override
    public List<Annotation> annotations(String taskId) {
        return file.read(
                session ->
                        session.query(
                                ANNOTATIONS,
                                row ->
                                        new Annotation(
                                                row.getString(1),
                                                new JsonText(row.getString(2)),
                                                UtcText.instant(row.getString(3))),
                                taskId));
    }

    @Override
    public List<TaskItem> list(TaskQuery query) {
        return file.read(
                session ->
                        session.query(
                                TaskRows.LIST,
                                TaskRows::of,
                                query.namespace().orElse(null),
                                query.name().orElse(null),
                                query.status().map(TaskStatus::wireName).orElse(null),
                                query.changedSince().map(UtcText::of).orElse(null),
                                query.after().map(at -> UtcText.of(at.createdAt())).orElse(null),
                                query.after().map(TaskQuery.Position::id).orElse(null),
                                query.limit()));
    }

    @Override
    public void close() {
        file.close();
    }
}

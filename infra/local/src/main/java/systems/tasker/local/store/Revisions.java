package systems.tasker.local.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import systems.tasker.store.Snapshot;
import systems.tasker.store.StepItem;
import systems.tasker.store.TaskItem;

/** Tells in one statement, and so of one state of the file, whether what is known is current. */
final class Revisions {
    /** More than that are read. */
    static final int MOST_STEPS = 8;

    private static final List<String> STATEMENTS = statements();

    private Revisions() {}

    private static List<String> statements() {
        List<String> statements = new ArrayList<>();
        StringBuilder sql = new StringBuilder("SELECT (SELECT revision FROM tasks WHERE id = ?1)");
        for (int step = 0; step <= MOST_STEPS; step++) {
            statements.add(sql.toString());
            sql.append(", (SELECT revision FROM steps WHERE task_id = ?1 AND name = ?")
                    .append(step + 2)
                    .append(')');
        }
        return List.copyOf(statements);
    }

    /** Whether the task and the named steps are stored as known; a step not known: not at all. */
    static boolean areThoseOf(Snapshot known, Collection<String> steps, Session session)
            throws SQLException {
        TaskItem task = known.task();
        if (task == null) {
            return false;
        }
        List<@Nullable Object> parameters = new ArrayList<>(steps.size() + 1);
        parameters.add(task.id());
        parameters.addAll(steps);
        return session.one(
                        STATEMENTS.get(steps.size()),
                        row -> {
                            boolean current = row.getLong(1) == task.revision();
                            int column = 2;
                            for (String name : steps) {
                                long stored = row.getLong(column++); // 0 where there is none
                                long expected = known.step(name).map(StepItem::revision).orElse(0L);
                                current &= stored == expected;
                            }
                            return current;
                        },
                        parameters.toArray())
                .orElse(false);
    }
}

package systems.tasker.local.store;

import java.sql.SQLException;
import java.util.LinkedHashSet;
import systems.tasker.store.GateItem;

/** The tables of gates: who waits with which token, and which steps have ended. */
final class GateRows {
    /** Parameters: task, run, gate, the steps it waits for as JSON, token. */
    static final String REGISTER =
            "INSERT INTO gates (task_id, run, name, waits_for, token) VALUES (?, ?, ?, ?, ?)"
                    + " ON CONFLICT DO UPDATE SET waits_for = excluded.waits_for,"
                    + " token = excluded.token";

    /** Parameters: task, run, gate, step. */
    static final String ENDED =
            "INSERT INTO gate_steps (task_id, run, gate, step) VALUES (?, ?, ?, ?)"
                    + " ON CONFLICT DO NOTHING";

    private static final String SELECT =
            "SELECT waits_for, token FROM gates WHERE task_id = ? AND run = ? AND name = ?";
    private static final String SELECT_ENDED =
            "SELECT step FROM gate_steps WHERE task_id = ? AND run = ? AND gate = ?"
                    + " ORDER BY number";

    private GateRows() {}

    static GateItem read(Session session, String taskId, int run, String name) throws SQLException {
        LinkedHashSet<String> ended =
                new LinkedHashSet<>(
                        session.query(SELECT_ENDED, row -> row.getString(1), taskId, run, name));
        GateItem unregistered = GateItem.unknown(taskId, run, name);
        GateItem gate =
                session.one(
                                SELECT,
                                row ->
                                        unregistered.registered(
                                                StoredText.names(row.getString(1)),
                                                row.getString(2)),
                                taskId,
                                run,
                                name)
                        .orElse(unregistered);
        return new GateItem(taskId, run, name, gate.waitsFor(), ended, gate.token());
    }
}

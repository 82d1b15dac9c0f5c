package systems.tasker.local.faults;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import systems.tasker.ServiceDirectory;
import systems.tasker.json.Json;
import systems.tasker.json.JsonObject;
import systems.tasker.services.Services;

/**
 * The real services of the user registration, over real HTTP. A call is recognised by the lines
 * that its handler logs before and after it, on the thread that makes it.
 */
final class Registration implements Surroundings, AutoCloseable {
    private final Services services;
    private final Path state;

    Registration(Path folder) {
        this.state = folder.resolve("services.db");
        this.services = Services.start(state, folder.resolve("services.log"), List.of());
    }

    @Override
    public ServiceDirectory directory() {
        return ServiceDirectory.of(Json.write(services.directory()));
    }

    @Override
    public void enter(Boundary boundary) {}

    @Override
    public void logged(String line, Boundary boundary) {
        if (!line.contains("API call")) {
            return;
        }
        Invocation invocation = Invocation.current().orElseThrow();
        JsonObject fields = JsonObject.of(Json.parse(line));
        if (fields.text("message").equals(Optional.of("API call initiated"))) {
            String service = fields.text("service").orElseThrow().replace("_service", "");
            Optional<Fault> fault = boundary.before(Place.SERVICE, "call " + service);
            if (boundary.isDown(Place.SERVICE)) {
                services.switchOn(systems.tasker.services.Fault.parse(service + ":503"));
            } else if (fault.equals(Optional.of(Fault.ANSWER_LOST))) {
                services.switchOn(systems.tasker.services.Fault.parse(service + ":lost"));
            }
            invocation.afterServiceCall = fault;
        } else {
            boundary.after(invocation.afterServiceCall);
        }
    }

    @Override
    public void repair() {}

    @Override
    public Effects effects(String taskId) {
        return effects(state, taskId);
    }

    /** Likewise, as the services' state has it. */
    static Effects effects(Path state, String taskId) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + state)) {
            return new Effects(
                    counted("calls", taskId, connection), counted("effects", taskId, connection));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static SequencedMap<String, Integer> counted(
            String table, String taskId, Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "SELECT idempotency_key, sum(count) FROM "
                                + table
                                + " WHERE idempotency_key >= ? AND idempotency_key < ?"
                                + " GROUP BY idempotency_key ORDER BY idempotency_key")) {
            statement.setString(1, taskId + "/");
            statement.setString(2, taskId + "0"); // the character after the slash
            SequencedMap<String, Integer> counts = new LinkedHashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    counts.put(rows.getString(1), rows.getInt(2));
                }
            }
            return counts;
        }
    }

    @Override
    public void close() {
        services.close();
    }
}

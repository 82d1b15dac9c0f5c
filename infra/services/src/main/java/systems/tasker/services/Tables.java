package systems.tasker.services;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import systems.tasker.json.Json;
import systems.tasker.json.JsonObject;

/** The tables of the state, within one transaction. */
final class Tables {
    private final Connection connection;

    Tables(Connection connection) {
        this.connection = connection;
    }

    /** Writes by SQL with parameters, and tells how many rows. */
    int write(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    /** The documents that a query of one column gives. */
    List<JsonObject> documents(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<JsonObject> documents = new ArrayList<>();
            while (rows.next()) {
                documents.add(JsonObject.of(Json.parse(rows.getString(1))));
            }
            return documents;
        }
    }

    /** The one document that a query gives. */
    Optional<JsonObject> document(String sql, Object... parameters) throws SQLException {
        return documents(sql, parameters).stream().findFirst();
    }

    /** The number that a query gives; empty where there is no row, or it is null. */
    Optional<Long> number(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(sql, parameters);
                ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            long number = row.getLong(1);
            return row.wasNull() ? Optional.empty() : Optional.of(number);
        }
    }

    /** A user, by id. */
    Optional<JsonObject> user(String id) throws SQLException {
        return document("SELECT document FROM users WHERE id = ?", id);
    }

    /** One more in the table {@code calls} or {@code effects}. */
    int count(String table, Request request) throws SQLException {
        return write(
                "INSERT INTO "
                        + table
                        + " VALUES (?, ?, ?, ?, 1) ON CONFLICT DO UPDATE SET count = count + 1",
                request.service(),
                request.method(),
                request.path(),
                request.idempotencyKey().orElse(""));
    }

    /** The answer that was kept under the request's idempotency key. */
    Optional<KeptAnswer> kept(Request request, String key) throws SQLException {
        try (PreparedStatement statement =
                        prepare(
                                "SELECT request, status, body FROM answers"
                                        + " WHERE service = ? AND idempotency_key = ?",
                                request.service(),
                                key);
                ResultSet row = statement.executeQuery()) {
            return row.next()
                    ? Optional.of(
                            new KeptAnswer(
                                    row.getString(1),
                                    new Answer(
                                            row.getInt(2),
                                            JsonObject.of(Json.parse(row.getString(3))).fields())))
                    : Optional.empty();
        }
    }

    /** Keeps an answer under the request's idempotency key. */
    void keep(Request request, String key, Answer answer) throws SQLException {
        write(
                "INSERT INTO answers VALUES (?, ?, ?, ?, ?)",
                request.service(),
                key,
                request.fingerprint(),
                answer.status(),
                Json.write(answer.body()));
    }

    /** An answer with the fingerprint of the request that it was given to. */
    record KeptAnswer(String fingerprint, Answer answer) {}

    private PreparedStatement prepare(String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}

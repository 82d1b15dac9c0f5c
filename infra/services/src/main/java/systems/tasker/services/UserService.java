package systems.tasker.services;

import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import systems.tasker.json.Json;
import systems.tasker.json.JsonObject;

/** Keeps the accounts: one for each e-mail address, in whatever case it is written. */
final class UserService implements Service {
    private static final List<String> STATUSES = List.of("pending", "active", "suspended");

    @Override
    public Answer answer(Request request, Tables tables, Instant now) throws SQLException {
        if (request.is("POST", "users")) {
            return create(request, tables, now);
        }
        if (request.is("GET", "users")) {
            String email = request.query().getOrDefault("email", "");
            return found(byEmail(email, tables), email);
        }
        if (request.is("GET", "users", "*")) {
            return found(tables.user(request.lastSegment()), request.lastSegment());
        }
        if (request.is("PATCH", "users", "*") || request.is("PUT", "users", "*")) {
            return update(request, tables, now);
        }
        return request.noSuchResource();
    }

    private static Answer create(Request request, Tables tables, Instant now) throws SQLException {
        List<String> missing = request.missing("email", "name");
        if (!missing.isEmpty()) {
            return Request.incomplete(missing);
        }
        String email = request.body().text("email").orElseThrow();
        if (byEmail(email, tables).isPresent()) {
            return Answer.error(
                    409, "email_taken", "There is a user with the e-mail address " + email + ".");
        }
        SequencedMap<String, @Nullable Object> user = new LinkedHashMap<>();
        user.put("id", Service.newId("user"));
        user.put("email", email);
        user.put("name", request.body().value("name"));
        user.put("plan", request.body().text("plan").orElse("free"));
        for (String field : List.of("phone", "marketing_consent", "referral_code", "source")) {
            Object value = request.body().value(field);
            if (value != null) {
                user.put(field, value);
            }
        }
        user.put("status", "pending");
        user.put("created_at", now.toString());
        user.put("updated_at", now.toString());
        tables.write(
                "INSERT INTO users VALUES (?, ?, ?)",
                String.valueOf(user.get("id")),
                key(email),
                Json.write(user));
        return new Answer(201, user);
    }

    private static Answer update(Request request, Tables tables, Instant now) throws SQLException {
        String id = request.lastSegment();
        String status = request.body().text("status").orElse("");
        if (!STATUSES.contains(status)) {
            return Answer.error(
                    422, "bad_status", "`status` must be one of " + String.join(", ", STATUSES));
        }
        Optional<JsonObject> user = tables.user(id);
        if (user.isEmpty()) {
            return Answer.unknownUser(id);
        }
        SequencedMap<String, @Nullable Object> changed = new LinkedHashMap<>(user.get().fields());
        changed.put("status", status);
        changed.put("updated_at", now.toString());
        tables.write("UPDATE users SET document = ? WHERE id = ?", Json.write(changed), id);
        return new Answer(200, changed);
    }

    private static Answer found(Optional<JsonObject> user, String asked) {
        return user.map(found -> new Answer(200, found.fields()))
                .orElseGet(() -> Answer.unknownUser(asked));
    }

    private static Optional<JsonObject> byEmail(String email, Tables tables) throws SQLException {
        return tables.document("SELECT document FROM users WHERE email_key = ?", key(email));
    }

    private static String key(String email) {
        return email.toLowerCase(Locale.ROOT);
    }
}

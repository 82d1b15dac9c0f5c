package systems.tasker.services;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import systems.tasker.json.Json;

/**
 * Sends messages: a welcome sequence is its first message, sent at once, and the steps of
 * onboarding that follow. A user gets at most ten messages a minute.
 */
final class NotificationService implements Service {
    private static final int MESSAGES = 10;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    @Override
    public Answer answer(Request request, Tables tables, Instant now) throws SQLException {
        if (request.is("POST", "welcome-sequences")) {
            return send(request, tables, now);
        }
        if (request.is("GET", "messages")) {
            SequencedMap<String, @Nullable Object> body = new LinkedHashMap<>();
            body.put(
                    "messages",
                    tables.documents(
                            "SELECT document FROM messages WHERE user_id = ?"
                                    + " ORDER BY sent_at_ms, rowid",
                            request.query().getOrDefault("user_id", "")));
            return new Answer(200, body);
        }
        return request.noSuchResource();
    }

    private static Answer send(Request request, Tables tables, Instant now) throws SQLException {
        List<String> missing = request.missing("user_id", "email", "template");
        if (!missing.isEmpty()) {
            return Request.incomplete(missing);
        }
        String userId = request.body().text("user_id").orElseThrow();
        if (tables.user(userId).isEmpty()) {
            return Answer.unknownUser(userId);
        }
        Optional<Duration> wait = wait(userId, tables, now);
        if (wait.isPresent()) {
            return Answer.error(
                            429,
                            "too_many_messages",
                            "A user gets at most " + MESSAGES + " messages a minute.")
                    .with("Retry-After", String.valueOf(wholeSeconds(wait.get())));
        }
        SequencedMap<String, @Nullable Object> sequence = new LinkedHashMap<>();
        sequence.put("id", Service.newId("welcome"));
        sequence.put("user_id", userId);
        sequence.put("email", request.body().value("email"));
        sequence.put("template", request.body().value("template"));
        Object steps = request.body().value("onboarding_steps");
        sequence.put("onboarding_steps", steps == null ? List.of() : steps);
        sequence.put("messages_sent", 1);
        sequence.put("status", "sent");
        sequence.put("sent_at", now.toString());
        tables.write(
                "INSERT INTO messages VALUES (?, ?, ?, ?)",
                String.valueOf(sequence.get("id")),
                userId,
                now.toEpochMilli(),
                Json.write(sequence));
        return new Answer(201, sequence);
    }

    /** Until fewer than ten messages lie in the last minute; empty where it is so now. */
    private static Optional<Duration> wait(String userId, Tables tables, Instant now)
            throws SQLException {
        return tables.number(
                        "SELECT sent_at_ms FROM messages WHERE user_id = ?"
                                + " ORDER BY sent_at_ms DESC LIMIT 1 OFFSET ?",
                        userId,
                        MESSAGES - 1)
                .map(tenth -> Duration.between(now, Instant.ofEpochMilli(tenth).plus(WINDOW)))
                .filter(Duration::isPositive);
    }

    private static long wholeSeconds(Duration wait) {
        return wait.plusSeconds(1).minusNanos(1).toSeconds();
    }
}

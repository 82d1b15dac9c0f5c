package systems.tasker.services;

import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import systems.tasker.json.Json;
import systems.tasker.json.JsonObject;

/** Keeps what a user wants to hear of, once a user. */
final class PreferencesService implements Service {
    private static final List<String> CHOICES =
            List.of("marketing_emails", "product_updates", "newsletter");

    @Override
    public Answer answer(Request request, Tables tables, Instant now) throws SQLException {
        if (request.is("POST", "preferences")) {
            return create(request, tables, now);
        }
        if (request.is("GET", "preferences", "*")) {
            String userId = request.lastSegment();
            return preferences(userId, tables)
                    .map(found -> new Answer(200, found.fields()))
                    .orElseGet(
                            () ->
                                    Answer.error(
                                            404,
                                            "no_preferences",
                                            "User `" + userId + "` has no preferences."));
        }
        return request.noSuchResource();
    }

    private static Answer create(Request request, Tables tables, Instant now) throws SQLException {
        List<String> missing = request.missing("user_id");
        if (!missing.isEmpty()) {
            return Request.incomplete(missing);
        }
        String userId = request.body().text("user_id").orElseThrow();
        if (tables.user(userId).isEmpty()) {
            return Answer.unknownUser(userId);
        }
        if (preferences(userId, tables).isPresent()) {
            return Answer.error(
                    409, "preferences_exist", "User `" + userId + "` has preferences already.");
        }
        SequencedMap<String, @Nullable Object> preferences = new LinkedHashMap<>();
        preferences.put("id", Service.newId("preferences"));
        preferences.put("user_id", userId);
        for (String choice : CHOICES) {
            preferences.put(choice, request.body().flag(choice).orElse(false));
        }
        preferences.put(
                "newsletter_frequency",
                request.body().text("newsletter_frequency").orElse("never"));
        preferences.put("created_at", now.toString());
        tables.write("INSERT INTO preferences VALUES (?, ?)", userId, Json.write(preferences));
        return new Answer(201, preferences);
    }

    private static Optional<JsonObject> preferences(String userId, Tables tables)
            throws SQLException {
        return tables.document("SELECT document FROM preferences WHERE user_id = ?", userId);
    }
}

package blogexamples.post03.stephandlers;

import blogexamples.post03.concerns.ApiRequestHandling;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import systems.tasker.PermanentError;
import systems.tasker.Sequence;
import systems.tasker.Step;
import systems.tasker.Task;
import systems.tasker.handler.ApiResponse;
import systems.tasker.json.JsonObject;

/** Stores what the user wants to hear of; what was not said counts as no. */
public final class InitializePreferencesHandler extends ApiRequestHandling {
    private static final List<String> CHOICES =
            List.of("marketing_emails", "product_updates", "newsletter");

    /** For Lambda. */
    public InitializePreferencesHandler() {
        super("preferences_service");
    }

    @Override
    public ApiResponse process(Task task, Sequence sequence, Step step) throws Exception {
        return call(task, step, "POST", "/preferences", preferences(task, sequence));
    }

    @Override
    protected @Nullable Object processResults(
            Task task, Sequence sequence, Step step, ApiResponse response) throws Exception {
        if (response.status() == 409) {
            return results(
                    task, existing(task, step, preferences(task, sequence)), "already_exists");
        }
        return results(task, response, "created");
    }

    private static SequencedMap<String, @Nullable Object> preferences(
            Task task, Sequence sequence) {
        SequencedMap<String, @Nullable Object> preferences = new LinkedHashMap<>();
        preferences.put("user_id", ofUserAccount(sequence, "user_id", "MISSING_USER_ID"));
        for (String choice : CHOICES) {
            preferences.put(choice, task.context().flag("preferences", choice).orElse(false));
        }
        boolean newsletter = task.context().flag("preferences", "newsletter").orElse(false);
        preferences.put("newsletter_frequency", newsletter ? "weekly" : "never");
        return preferences;
    }

    private ApiResponse existing(
            Task task, Step step, SequencedMap<String, @Nullable Object> wanted)
            throws InterruptedException {
        step.log().info("Preferences already exist, checking for idempotency", Map.of());
        String userId = String.valueOf(wanted.get("user_id"));
        return find(task, step, "/preferences/" + encoded(userId))
                .filter(
                        found ->
                                matches(
                                        found.object(),
                                        wanted,
                                        "marketing_emails",
                                        "product_updates",
                                        "newsletter",
                                        "newsletter_frequency"))
                .orElseThrow(
                        () ->
                                new PermanentError(
                                        "User " + userId + " already has different preferences",
                                        "PREFERENCES_CONFLICT"));
    }

    private SequencedMap<String, @Nullable Object> results(
            Task task, ApiResponse response, String status) {
        JsonObject stored = response.object();
        SequencedMap<String, @Nullable Object> results = new LinkedHashMap<>();
        results.put(
                "preferences_id", required(response, "id", "MISSING_PREFERENCES_ID_IN_RESPONSE"));
        results.put("user_id", stored.value("user_id"));
        CHOICES.forEach(choice -> results.put(choice, stored.value(choice)));
        results.put("newsletter_frequency", stored.value("newsletter_frequency"));
        results.put("created_at", stored.value("created_at"));
        return traced(results, task, response, status);
    }
}

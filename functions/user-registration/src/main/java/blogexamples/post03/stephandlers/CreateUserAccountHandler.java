package blogexamples.post03.stephandlers;

import blogexamples.post03.concerns.ApiRequestHandling;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import systems.tasker.PermanentError;
import systems.tasker.Sequence;
import systems.tasker.Step;
import systems.tasker.Task;
import systems.tasker.handler.ApiResponse;
import systems.tasker.json.JsonObject;

/** Creates the account in the user service, or finds the one that an equal registration made. */
public final class CreateUserAccountHandler extends ApiRequestHandling {
    /** For Lambda. */
    public CreateUserAccountHandler() {
        super("user_service");
    }

    @Override
    public ApiResponse process(Task task, Sequence sequence, Step step) throws Exception {
        return call(task, step, "POST", "/users", account(task));
    }

    @Override
    protected @Nullable Object processResults(
            Task task, Sequence sequence, Step step, ApiResponse response) throws Exception {
        if (response.status() == 409) {
            return results(task, existing(task, step), "already_exists");
        }
        return results(task, response, "created");
    }

    private static SequencedMap<String, @Nullable Object> account(Task task) {
        JsonObject context = task.context();
        JsonObject user = context.object("user_info");
        SequencedMap<String, @Nullable Object> account = new LinkedHashMap<>();
        account.put("email", given(user, "email", "Email", "MISSING_EMAIL"));
        account.put("name", given(user, "name", "Name", "MISSING_NAME"));
        putIfPresent(account, "phone", user.value("phone"));
        account.put("plan", user.text("plan").orElse("free"));
        account.put(
                "marketing_consent", context.flag("preferences", "marketing_emails").orElse(false));
        putIfPresent(account, "referral_code", user.value("referral_code"));
        account.put("source", user.text("source").orElse("web"));
        return account;
    }

    private static String given(JsonObject user, String field, String label, String errorCode) {
        return user.text(field)
                .orElseThrow(
                        () ->
                                new PermanentError(
                                        label + " is required but was not provided", errorCode));
    }

    /** The account with this e-mail address, which the service compares without regard to case. */
    private ApiResponse existing(Task task, Step step) throws InterruptedException {
        step.log().info("User already exists, checking for idempotency", Map.of());
        SequencedMap<String, @Nullable Object> account = account(task);
        String email = String.valueOf(account.get("email"));
        Optional<ApiResponse> existing = find(task, step, "/users?email=" + encoded(email));
        return existing.filter(
                        found ->
                                found.object()
                                                .text("email")
                                                .filter(email::equalsIgnoreCase)
                                                .isPresent()
                                        && matches(found.object(), account, "name", "plan"))
                .orElseThrow(
                        () ->
                                new PermanentError(
                                        "User with email "
                                                + email
                                                + " already exists with different data",
                                        "USER_CONFLICT"));
    }

    private SequencedMap<String, @Nullable Object> results(
            Task task, ApiResponse response, String status) {
        SequencedMap<String, @Nullable Object> results = new LinkedHashMap<>();
        results.put("user_id", required(response, "id", "MISSING_USER_ID_IN_RESPONSE"));
        results.put("email", required(response, "email", "MISSING_EMAIL_IN_RESPONSE"));
        results.put("created_at", response.object().value("created_at"));
        return traced(results, task, response, status);
    }
}

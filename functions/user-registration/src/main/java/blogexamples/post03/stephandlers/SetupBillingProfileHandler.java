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

/**
 * Creates the billing profile, also for the free plan, which needs no payment method. What a plan
 * costs and includes is the billing service's to know.
 */
public final class SetupBillingProfileHandler extends ApiRequestHandling {
    private static final List<String> KEPT =
            List.of(
                    "user_id",
                    "plan",
                    "features",
                    "price_per_month",
                    "currency",
                    "trial_days",
                    "trial_ends_at",
                    "created_at");

    /** For Lambda. */
    public SetupBillingProfileHandler() {
        super("billing_service");
    }

    @Override
    public ApiResponse process(Task task, Sequence sequence, Step step) throws Exception {
        return call(task, step, "POST", "/profiles", profile(task, sequence));
    }

    @Override
    protected @Nullable Object processResults(
            Task task, Sequence sequence, Step step, ApiResponse response) throws Exception {
        if (response.status() == 409) {
            return results(task, existing(task, step, profile(task, sequence)), "already_exists");
        }
        return results(task, response, "created");
    }

    private static SequencedMap<String, @Nullable Object> profile(Task task, Sequence sequence) {
        JsonObject context = task.context();
        SequencedMap<String, @Nullable Object> profile = new LinkedHashMap<>();
        profile.put("user_id", ofUserAccount(sequence, "user_id", "MISSING_USER_ID"));
        profile.put("plan", context.text("user_info", "plan").orElse("free"));
        putIfPresent(profile, "payment_method", context.value("billing_info", "payment_method"));
        putIfPresent(profile, "billing_address", context.value("billing_info", "billing_address"));
        return profile;
    }

    private ApiResponse existing(
            Task task, Step step, SequencedMap<String, @Nullable Object> wanted)
            throws InterruptedException {
        step.log().info("Billing profile already exists, checking for idempotency", Map.of());
        String userId = String.valueOf(wanted.get("user_id"));
        return find(task, step, "/profiles/" + encoded(userId))
                .filter(
                        found ->
                                matches(
                                        found.object(),
                                        wanted,
                                        "plan",
                                        "payment_method",
                                        "billing_address"))
                .orElseThrow(
                        () ->
                                new PermanentError(
                                        "User "
                                                + userId
                                                + " already has a billing profile with different"
                                                + " data",
                                        "BILLING_CONFLICT"));
    }

    private SequencedMap<String, @Nullable Object> results(
            Task task, ApiResponse response, String status) {
        JsonObject profile = response.object();
        SequencedMap<String, @Nullable Object> results = new LinkedHashMap<>();
        results.put("billing_id", required(response, "id", "MISSING_BILLING_ID_IN_RESPONSE"));
        KEPT.forEach(field -> putIfPresent(results, field, profile.value(field)));
        putIfPresent(results, "billing_status", profile.value("status"));
        return traced(results, task, response, status);
    }
}

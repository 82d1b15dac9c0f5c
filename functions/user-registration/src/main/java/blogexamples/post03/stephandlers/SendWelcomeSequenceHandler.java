package blogexamples.post03.stephandlers;

import blogexamples.post03.concerns.ApiRequestHandling;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import systems.tasker.PermanentError;
import systems.tasker.Sequence;
import systems.tasker.Step;
import systems.tasker.Task;
import systems.tasker.handler.ApiResponse;
import systems.tasker.json.JsonObject;

/**
 * Sends the welcome e-mail of the user's plan, and with it the steps of onboarding that follow.
 * Once a registration: a repeated registration is welcomed again, a retried one is not.
 */
public final class SendWelcomeSequenceHandler extends ApiRequestHandling {
    /** For Lambda. */
    public SendWelcomeSequenceHandler() {
        super("notification_service");
    }

    @Override
    public ApiResponse process(Task task, Sequence sequence, Step step) throws Exception {
        return call(task, step, "POST", "/welcome-sequences", welcome(task, sequence));
    }

    @Override
    protected @Nullable Object processResults(
            Task task, Sequence sequence, Step step, ApiResponse response) {
        JsonObject sent = mustBeSuccess(response).object();
        SequencedMap<String, @Nullable Object> results = new LinkedHashMap<>();
        results.put(
                "welcome_sequence_id", required(response, "id", "MISSING_WELCOME_ID_IN_RESPONSE"));
        for (String field :
                List.of(
                        "user_id",
                        "email",
                        "template",
                        "onboarding_steps",
                        "messages_sent",
                        "sent_at")) {
            results.put(field, sent.value(field));
        }
        return traced(results, task, response, "sent");
    }

    private static SequencedMap<String, @Nullable Object> welcome(Task task, Sequence sequence) {
        String plan = task.context().text("user_info", "plan").orElse("free");
        SequencedMap<String, @Nullable Object> welcome = new LinkedHashMap<>();
        welcome.put("user_id", ofUserAccount(sequence, "user_id", "MISSING_USER_ID"));
        welcome.put("email", ofUserAccount(sequence, "email", "MISSING_EMAIL"));
        putIfPresent(welcome, "name", task.context().value("user_info", "name"));
        welcome.put("template", "welcome_" + plan);
        welcome.put("onboarding_steps", onboardingSteps(plan));
        putIfPresent(
                welcome, "features", sequence.results("setup_billing_profile").value("features"));
        return welcome;
    }

    private static List<String> onboardingSteps(String plan) {
        return switch (plan) {
            case "free" -> List.of("complete_profile", "explore_basic_features");
            case "pro" ->
                    List.of(
                            "complete_profile",
                            "set_up_analytics",
                            "connect_integrations",
                            "meet_priority_support");
            case "enterprise" ->
                    List.of(
                            "complete_profile",
                            "invite_team",
                            "configure_single_sign_on",
                            "connect_integrations",
                            "schedule_onboarding_call");
            default -> throw new PermanentError("There is no plan `" + plan + "`", "UNKNOWN_PLAN");
        };
    }
}

package blogexamples.post03;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import systems.tasker.json.JsonObject;
import systems.tasker.testing.FunctionHarness;

class UserRegistrationTest extends WithServices {
    @Test
    void allFiveStepsCompleteWithTheirResults() throws Exception {
        Registration registration = registration("user_registration").runAll();
        JsonObject user = registration.results(CREATE);
        assertEquals(
                List.of(
                        "user_id",
                        "email",
                        "created_at",
                        "correlation_id",
                        "service_response_time",
                        "status"),
                List.copyOf(user.fields().sequencedKeySet()));
        assertEquals("ada.lovelace@example.com", user.text("email").orElseThrow());
        assertEquals("created", user.text("status").orElseThrow());

        JsonObject billing = registration.results(BILLING);
        assertTrue(billing.text("billing_id").orElseThrow().startsWith("billing_"));
        assertEquals(user.value("user_id"), billing.value("user_id"));
        assertEquals("pro", billing.text("plan").orElseThrow());
        assertEquals(
                List.of("basic_features", "advanced_analytics", "priority_support"),
                billing.value("features"));
        assertEquals("trial", billing.text("billing_status").orElseThrow());
        assertFalse(billing.fields().containsKey("payment_method"));

        JsonObject preferences = registration.results(PREFERENCES);
        assertTrue(preferences.text("preferences_id").orElseThrow().startsWith("preferences_"));
        assertEquals(true, preferences.value("newsletter"));
        assertEquals("weekly", preferences.text("newsletter_frequency").orElseThrow());

        JsonObject welcome = registration.results(WELCOME);
        assertEquals("sent", welcome.text("status").orElseThrow());
        assertEquals("welcome_pro", welcome.text("template").orElseThrow());
        assertEquals(1, welcome.value("messages_sent"));
        assertEquals(user.value("email"), welcome.value("email"));

        JsonObject updated = registration.results("update_user_status");
        assertEquals("active", updated.text("status").orElseThrow());
        assertEquals(user.value("user_id"), updated.value("user_id"));
        assertEquals(5, calls().size());
    }

    @Test
    void oneCorrelationIdIsInEveryCallLogLineAndResult() throws Exception {
        existingUser("Ada Lovelace");
        Registration registration = registration("user_registration").runAll();
        registration.annotations();
        List<JsonObject> ours = calls().subList(1, calls().size());
        assertEquals(6, ours.size(), "five calls, and a look at the user who exists");
        for (JsonObject call : ours) {
            assertEquals(FunctionHarness.CORRELATION_ID, call.value("correlation_id"));
        }
        for (JsonObject line : registration.harness.log()) {
            assertEquals(FunctionHarness.CORRELATION_ID, line.value("correlation_id"));
        }
        for (String step : Registration.STEPS) {
            assertEquals(
                    FunctionHarness.CORRELATION_ID,
                    registration.results(step).value("correlation_id"));
        }
        assertEquals(FunctionHarness.CORRELATION_ID, registration.stored().value("correlation_id"));
    }

    @Test
    void aLogLineStandsBeforeAndAfterEachCall() throws Exception {
        Registration registration = registration("user_registration");
        registration.run(CREATE);
        JsonObject before = registration.harness.log().getFirst();
        assertEquals("API call initiated", before.value("message"));
        assertEquals("POST", before.value("method"));
        assertEquals("https://api.userservice.com/users", before.value("url"));
        assertEquals("user_service", before.value("service"));
        assertEquals(28, before.value("timeout"));
        assertEquals(CREATE, before.value("step_name"));
        assertEquals(FunctionHarness.TASK, before.value("task_id"));
        JsonObject after = registration.harness.log().get(1);
        assertEquals("API call completed", after.value("message"));
        assertEquals(201, after.value("status_code"));
        assertTrue(after.number("duration_ms").isPresent());
        assertTrue(after.number("response_size").orElseThrow().intValue() > 100);
    }

    @Test
    void noLogLineOfACallHoldsTheAddressOrThePaymentMethod() throws Exception {
        existingUser("Ada Lovelace");
        Registration registration = registration("user_registration").runAll();
        String lines = registration.harness.log() + Files.readString(logFile());
        assertFalse(lines.contains("ada.lovelace"), lines);
        assertFalse(lines.contains("card_4242"), lines);
    }

    @ParameterizedTest
    @CsvSource({"minimal,free,2,never", "free,free,2,never", "enterprise,enterprise,5,weekly"})
    void everyPlanHasItsTemplateAndItsOnboarding(
            String example, String plan, int onboardingSteps, String newsletter) throws Exception {
        Registration registration = registration(example).runAll();
        JsonObject welcome = registration.results(WELCOME);
        assertEquals("welcome_" + plan, welcome.value("template"));
        assertTrue(
                welcome.value("onboarding_steps") instanceof List<?> steps
                        && steps.size() == onboardingSteps);
        assertEquals(newsletter, registration.results(PREFERENCES).value("newsletter_frequency"));
        assertEquals(plan, registration.results(BILLING).value("plan"));
    }
}

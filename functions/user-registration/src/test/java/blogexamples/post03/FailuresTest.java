package blogexamples.post03;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import systems.tasker.PermanentError;
import systems.tasker.RetryAfter;
import systems.tasker.RetryableError;
import systems.tasker.json.JsonObject;
import systems.tasker.testing.FunctionHarness;

class FailuresTest extends WithServices {
    private static void assertPermanent(Registration registration, String step, String code) {
        PermanentError error = assertThrows(PermanentError.class, () -> registration.run(step));
        assertEquals(code, error.errorCode().orElseThrow());
        assertEquals(code, registration.failure(step).code());
        assertEquals(1, registration.harness.step(step).attempts());
        assertTrue(registration.failure(step).last());
    }

    @Test
    void aRepeatedRegistrationFindsWhatExistsAndMakesNoSecondOne() throws Exception {
        String user = existingUser("Ada Lovelace");
        JsonObject context = JsonObject.of(Registration.example("user_registration"));
        SequencedMap<String, Object> billing = new LinkedHashMap<>();
        billing.put("user_id", user);
        billing.put("plan", "pro");
        context.object("billing_info")
                .fields()
                .forEach((field, value) -> billing.put(field, Objects.requireNonNull(value)));
        JsonObject profile = post("billing", "/profiles", billing);
        JsonObject preferences =
                post(
                        "preferences",
                        "/preferences",
                        Map.of(
                                "user_id",
                                user,
                                "marketing_emails",
                                true,
                                "product_updates",
                                true,
                                "newsletter",
                                true,
                                "newsletter_frequency",
                                "weekly"));
        Registration again = registration("user_registration").runAll();
        assertEquals("already_exists", again.status(CREATE));
        assertEquals(user, again.results(CREATE).value("user_id"));
        assertEquals("already_exists", again.status(BILLING));
        assertEquals(profile.value("id"), again.results(BILLING).value("billing_id"));
        assertEquals(profile.value("features"), again.results(BILLING).value("features"));
        assertEquals("already_exists", again.status(PREFERENCES));
        assertEquals(preferences.value("id"), again.results(PREFERENCES).value("preferences_id"));
        assertEquals("active", again.status("update_user_status"));
        assertEquals(List.of("POST 201", "POST 409", "GET 200"), callsOf("billing"));
    }

    @Test
    void anExistingUserWithOtherDataIsAConflict() throws Exception {
        existingUser("Somebody Else");
        assertPermanent(registration("user_registration"), CREATE, "USER_CONFLICT");
    }

    @Test
    void existingBillingOrPreferencesWithOtherDataAreConflicts() throws Exception {
        String user = existingUser("Ada Lovelace");
        post("billing", "/profiles", Map.of("user_id", user, "plan", "free"));
        post("preferences", "/preferences", Map.of("user_id", user));
        Registration registration = registration("user_registration");
        registration.run(CREATE);
        assertPermanent(registration, BILLING, "BILLING_CONFLICT");
        assertPermanent(registration, PREFERENCES, "PREFERENCES_CONFLICT");
    }

    @Test
    void anEnterprisePlanWithoutPaymentMethodEndsAtOnce() throws Exception {
        Registration registration = registration("enterprise_without_payment_method");
        registration.run(CREATE);
        assertPermanent(registration, BILLING, "PAYMENT_REQUIRED");
        registration.run(PREFERENCES);
        assertEquals(List.of("POST 402"), callsOf("billing"));
    }

    @Test
    void aServerErrorIsTriedAgain() throws Exception {
        fault("billing:503x2");
        Registration registration = registration("user_registration");
        registration.run(CREATE);
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThrows(RetryableError.class, () -> registration.run(BILLING));
            assertEquals(
                    "billing_service server error: 503", registration.failure(BILLING).message());
        }
        registration.run(BILLING);
        assertEquals(3, registration.harness.step(BILLING).attempts());
        assertEquals(List.of("POST 503", "POST 503", "POST 201"), callsOf("billing"));
    }

    @Test
    void aRateLimitIsWaitedForExactlyAsLongAsTheServerSays() throws Exception {
        fault("user:429x1,retry-after=3");
        Registration registration = registration("user_registration");
        RetryAfter limited = assertThrows(RetryAfter.class, () -> registration.run(CREATE));
        assertEquals(
                "retry after 3 s: RetryableError: user_service rate limited", limited.getMessage());
        registration.harness.clock().advance(Duration.ofMillis(2_999));
        assertThrows(RetryAfter.class, () -> registration.run(CREATE));
        assertEquals(1, callsOf("user").size(), "not before its time");
        registration.harness.clock().advance(Duration.ofMillis(1));
        registration.run(CREATE);
        assertEquals("created", registration.status(CREATE));
    }

    @Test
    void aRateLimitWithoutAWaitMeansAMinute() throws Exception {
        fault("user:429");
        Registration registration = registration("user_registration");
        RetryAfter limited = assertThrows(RetryAfter.class, () -> registration.run(CREATE));
        assertTrue(String.valueOf(limited.getMessage()).startsWith("retry after 60 s: "));
    }

    @ParameterizedTest
    @CsvSource({
        "400,CLIENT_VALIDATION_ERROR",
        "401,AUTH_ERROR",
        "402,PAYMENT_REQUIRED",
        "403,AUTH_ERROR",
        "404,RESOURCE_NOT_FOUND",
        "409,CONFLICT",
        "422,CLIENT_VALIDATION_ERROR"
    })
    void anAnswerThatTryingAgainCannotMendIsPermanent(int status, String code) throws Exception {
        Registration registration = registration("user_registration");
        List.of(CREATE, BILLING, PREFERENCES).forEach(registration::run);
        fault("notification:" + status + "x*");
        assertPermanent(registration, WELCOME, code);
        assertEquals(
                "notification_service",
                registration.failure(WELCOME).context().object().value("service"));
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 418, 500, 502, 504})
    void anyOtherAnswerIsRetryable(int status) throws Exception {
        fault("user:" + status);
        Registration registration = registration("user_registration");
        assertThrows(RetryableError.class, () -> registration.run(CREATE));
        registration.run(CREATE);
    }

    @Test
    void aLostAnswerAndAnotherTryHaveOneEffect() throws Exception {
        fault("billing:lost");
        Registration registration = registration("user_registration");
        registration.run(CREATE);
        assertThrows(RetryableError.class, () -> registration.run(BILLING));
        assertEquals("SERVICE_UNREACHABLE", registration.failure(BILLING).code());
        registration.run(BILLING);
        assertEquals("created", registration.status(BILLING), "its own effect is no conflict");
        List<JsonObject> billing =
                calls().stream().filter(call -> "billing".equals(call.value("service"))).toList();
        assertEquals(2, billing.size());
        assertEquals(
                FunctionHarness.TASK + "/setup_billing_profile/1",
                billing.getFirst().value("idempotency_key"));
        assertEquals(
                billing.getFirst().value("idempotency_key"),
                billing.getLast().value("idempotency_key"));
        assertEquals(
                "API call failed",
                registration.harness.log().stream()
                        .filter(line -> "warn".equals(line.value("level")))
                        .findFirst()
                        .orElseThrow()
                        .value("message"));
    }

    @Test
    void aServiceThatTheDirectoryDoesNotNameIsAPermanentError() throws Exception {
        Registration registration =
                new Registration(
                        Registration.example("user_registration"),
                        Map.of("https://api.other.com", "http://127.0.0.1:1"));
        assertPermanent(registration, CREATE, "UNKNOWN_SERVICE");
        assertTrue(registration.failure(CREATE).message().contains("https://api.userservice.com"));
    }

    @Test
    void whatTheContextLacksIsNamed() throws Exception {
        assertPermanent(registration(Map.of()), CREATE, "MISSING_EMAIL");
        assertPermanent(
                registration(Map.of("user_info", Map.of("email", "a@b.c"))),
                CREATE,
                "MISSING_NAME");
    }
}

package blogexamples.post03;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import systems.tasker.PermanentError;
import systems.tasker.RetryAfter;
import systems.tasker.RetryableError;
import systems.tasker.json.Json;
import systems.tasker.json.JsonObject;
import systems.tasker.services.Fault;
import systems.tasker.services.Services;
import systems.tasker.testing.FunctionHarness;

class UserRegistrationTest {
    private static final String CREATE = "create_user_account";
    private static final String BILLING = "setup_billing_profile";
    private static final String PREFERENCES = "initialize_preferences";
    private static final String WELCOME = "send_welcome_sequence";

    @TempDir private Path directory = Path.of("");
    private Services services;

    @BeforeEach
    void startServices() {
        services =
                Services.start(
                        directory.resolve("services.db"), directory.resolve("log"), List.of());
    }

    @AfterEach
    void stopServices() {
        services.close();
    }

    private Registration registration(String example) throws IOException {
        return registration(Registration.example(example));
    }

    private Registration registration(Object context) {
        return new Registration(context, services.directory());
    }

    private void fault(String specification) {
        services.switchOn(Fault.parse(specification));
    }

    /** What the services logged. */
    private List<JsonObject> calls() throws IOException {
        return Files.readAllLines(directory.resolve("log")).stream()
                .map(line -> JsonObject.of(Json.parse(line)))
                .toList();
    }

    private List<String> callsOf(String service) throws IOException {
        return calls().stream()
                .filter(call -> call.text("service").orElseThrow().equals(service))
                .map(call -> call.text("method").orElseThrow() + " " + call.value("status"))
                .toList();
    }

    /** A request of somebody else. */
    private JsonObject post(String service, String path, Map<String, ?> body) throws Exception {
        String base =
                Objects.requireNonNull(
                        services.directory().get("https://api." + service + "service.com"));
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> response =
                    http.send(
                            HttpRequest.newBuilder(URI.create(base + path))
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)))
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray());
            assertEquals(201, response.statusCode());
            return JsonObject.of(Json.parse(response.body()));
        }
    }

    /** An account as the example `user_registration` would make it. */
    private String existingUser(String name) throws Exception {
        return post(
                        "user",
                        "/users",
                        Map.of("email", "Ada.Lovelace@example.com", "name", name, "plan", "pro"))
                .text("id")
                .orElseThrow();
    }

    private static void assertPermanent(Registration registration, String step, String code) {
        PermanentError error = assertThrows(PermanentError.class, () -> registration.run(step));
        assertEquals(code, error.errorCode().orElseThrow());
        assertEquals(code, registration.failure(step).code());
        assertEquals(1, registration.harness.step(step).attempts());
        assertTrue(registration.failure(step).last());
    }

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
    void noLogLineHoldsTheAddressOrThePaymentMethod() throws Exception {
        existingUser("Ada Lovelace");
        Registration registration = registration("user_registration").runAll();
        String lines = registration.harness.log() + Files.readString(directory.resolve("log"));
        assertFalse(lines.contains("ada.lovelace"), lines);
        assertFalse(lines.contains("card_4242"), lines);
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

package systems.tasker.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import systems.tasker.json.Json;
import systems.tasker.json.JsonObject;

class ServicesTest {
    private static final Map<String, String> ADA =
            Map.of("email", "ada@example.com", "name", "Ada", "plan", "pro");

    @TempDir private Path directory = Path.of("");
    private volatile Instant now = Instant.parse("2026-11-25T10:00:00Z");
    private Services services;
    private Client client;

    @BeforeEach
    void start() {
        services =
                Services.start(
                        directory.resolve("services.db"),
                        directory.resolve("services.log"),
                        List.of(),
                        () -> now);
        client = new Client(services);
    }

    @AfterEach
    void stop() {
        client.close();
        services.close();
    }

    private void restart() {
        stop();
        start();
    }

    private static int number(JsonObject body, String field) {
        return body.number(field).orElseThrow().intValue();
    }

    @Test
    void aUserIsCreatedAndFoundByIdAndByAddress() throws Exception {
        Client.Reply created = client.post("user", "/users", ADA);
        assertEquals(201, created.status());
        assertEquals("ada@example.com", created.text("email"));
        assertEquals("pro", created.text("plan"));
        assertEquals("pending", created.text("status"));
        assertEquals("2026-11-25T10:00:00Z", created.text("created_at"));
        assertEquals(created.body(), client.get("user", "/users/" + created.text("id")).body());
        assertEquals(created.body(), client.get("user", "/users?email=Ada%40example.com").body());
        assertEquals(404, client.get("user", "/users?email=bob%40example.com").status());
    }

    @Test
    void anAddressIsTakenInWhateverCaseItIsWritten() throws Exception {
        client.post("user", "/users", ADA);
        Client.Reply again =
                client.post("user", "/users", Map.of("email", "ADA@Example.com", "name", "Eve"));
        assertEquals(409, again.status());
        assertEquals("email_taken", again.text("error"));
    }

    @Test
    void aStatusIsUpdated() throws Exception {
        String id = client.user("ada@example.com");
        for (String method : List.of("PATCH", "PUT")) {
            Client.Reply updated =
                    client.call("user", method, "/users/" + id, Map.of("status", "active"), null);
            assertEquals(200, updated.status());
            assertEquals("active", updated.text("status"));
        }
        assertEquals("active", client.get("user", "/users/" + id).text("status"));
        assertEquals(
                422,
                client.call("user", "PATCH", "/users/" + id, Map.of("status", "happy"), null)
                        .status());
    }

    @ParameterizedTest
    @CsvSource({
        "user,/users,'email, name'",
        "billing,/profiles,'user_id, plan'",
        "preferences,/preferences,user_id",
        "notification,/welcome-sequences,'user_id, email, template'"
    })
    void whatIsMissingIsNamed(String service, String path, String missing) throws Exception {
        Client.Reply refused = client.post(service, path, Map.of("name", ""));
        assertEquals(422, refused.status());
        assertEquals("Missing: " + missing + ".", refused.text("message"));
        assertEquals(List.of(missing.split(", ", -1)), refused.body().value("missing"));
    }

    @Test
    void aUserWhomTheUserServiceDoesNotKnowIsUnknownEverywhere() throws Exception {
        Map<String, String> request =
                Map.of("user_id", "nobody", "plan", "free", "email", "a@b.c", "template", "t");
        assertEquals(404, client.post("billing", "/profiles", request).status());
        assertEquals(404, client.post("preferences", "/preferences", request).status());
        assertEquals(404, client.post("notification", "/welcome-sequences", request).status());
        assertEquals(
                404,
                client.call("user", "PATCH", "/users/nobody", Map.of("status", "active"), null)
                        .status());
        assertEquals(404, client.get("billing", "/profiles/nobody").status());
        assertEquals(404, client.get("preferences", "/preferences/nobody").status());
        assertEquals(404, client.get("user", "/nothing").status());
    }

    @Test
    void aUserHasOneBillingProfile() throws Exception {
        String user = client.user("ada@example.com");
        Map<String, String> request =
                Map.of("user_id", user, "plan", "pro", "payment_method", "card_1");
        Client.Reply created = client.post("billing", "/profiles", request);
        assertEquals(201, created.status());
        assertEquals("trial", created.text("status"));
        assertEquals("2026-12-09T10:00:00Z", created.text("trial_ends_at"));
        assertEquals(
                List.of("basic_features", "advanced_analytics", "priority_support"),
                created.body().value("features"));
        assertEquals(29.99, created.body().value("price_per_month"));
        assertEquals(409, client.post("billing", "/profiles", request).status());
        assertEquals(created.body(), client.get("billing", "/profiles/" + user).body());
    }

    @ParameterizedTest
    @CsvSource({"free,201", "pro,402", "enterprise,402", "gold,422"})
    void onlyAPaidPlanNeedsAPaymentMethod(String plan, int status) throws Exception {
        String user = client.user("ada@example.com");
        assertEquals(
                status,
                client.post("billing", "/profiles", Map.of("user_id", user, "plan", plan))
                        .status());
    }

    @Test
    void aUserHasPreferencesOnce() throws Exception {
        String user = client.user("ada@example.com");
        Map<String, Object> request =
                Map.of("user_id", user, "newsletter", true, "newsletter_frequency", "weekly");
        Client.Reply created = client.post("preferences", "/preferences", request);
        assertEquals(201, created.status());
        assertEquals(true, created.body().value("newsletter"));
        assertEquals(false, created.body().value("marketing_emails"));
        assertEquals("weekly", created.text("newsletter_frequency"));
        assertEquals(409, client.post("preferences", "/preferences", request).status());
        assertEquals(created.body(), client.get("preferences", "/preferences/" + user).body());
    }

    @Test
    void aUserGetsAtMostTenMessagesAMinute() throws Exception {
        String user = client.user("ada@example.com");
        Map<String, String> request =
                Map.of("user_id", user, "email", "ada@example.com", "template", "welcome_pro");
        for (int message = 0; message < 10; message++) {
            assertEquals(201, client.post("notification", "/welcome-sequences", request).status());
            now = now.plusSeconds(1);
        }
        now = now.plusMillis(500);
        Client.Reply refused = client.post("notification", "/welcome-sequences", request);
        assertEquals(429, refused.status());
        assertEquals("50", refused.headers().get("retry-after"), "49.5 s, rounded up");
        now = now.plusSeconds(49);
        assertEquals(429, client.post("notification", "/welcome-sequences", request).status());
        now = now.plusMillis(500);
        assertEquals(201, client.post("notification", "/welcome-sequences", request).status());
        String other = client.user("bob@example.com");
        assertEquals(
                201,
                client.post(
                                "notification",
                                "/welcome-sequences",
                                Map.of("user_id", other, "email", "b@c.d", "template", "t"))
                        .status());
        Object messages =
                client.get("notification", "/messages?user_id=" + user).body().value("messages");
        assertEquals(11, ((List<?>) Objects.requireNonNull(messages)).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "7", "{\"a\":1,\"a\":2}"})
    void aBodyThatIsNoJsonObjectIsABadRequest(String body) throws Exception {
        Client.Reply refused =
                client.send("user", "POST", "/users", body.getBytes(StandardCharsets.UTF_8), null);
        assertEquals(400, refused.status());
        assertEquals("bad_request", refused.text("error"));
    }

    @Test
    void everyAnswerTellsItsResponseTimeInMilliseconds() throws Exception {
        services.switchOn(Fault.parse("user:503,delay=80ms"));
        Client.Reply failed = client.get("user", "/users");
        assertTrue(Double.parseDouble(failed.headers().get("x-response-time")) >= 0);
        Client.Reply slow = client.get("user", "/users");
        assertTrue(Double.parseDouble(slow.headers().get("x-response-time")) >= 80);
    }

    @Test
    void eachRequestIsALineOfTheLog() throws Exception {
        services.switchOn(Fault.parse("user:503"));
        client.post("user", "/users", ADA, "key-1");
        client.post("user", "/users", ADA, "key-1");
        client.get("user", "/users?email=ada%40example.com");
        List<JsonObject> lines =
                Files.readAllLines(directory.resolve("services.log")).stream()
                        .map(line -> JsonObject.of(Json.parse(line)))
                        .toList();
        assertEquals(3, lines.size());
        JsonObject failed = lines.getFirst();
        assertEquals("user", failed.text("service").orElseThrow());
        assertEquals("POST", failed.text("method").orElseThrow());
        assertEquals("/users", failed.text("path").orElseThrow());
        assertEquals(503, number(failed, "status"));
        assertEquals("reg_1", failed.text("correlation_id").orElseThrow());
        assertEquals("key-1", failed.text("idempotency_key").orElseThrow());
        assertEquals("503", failed.text("fault").orElseThrow());
        assertEquals(201, number(lines.get(1), "status"));
        assertFalse(lines.get(1).fields().containsKey("fault"));
        assertEquals("/users", lines.getLast().text("path").orElseThrow());
    }

    @Test
    void whatTheServicesKnowSurvivesARestart() throws Exception {
        String user = client.user("ada@example.com");
        restart();
        assertEquals(200, client.get("user", "/users/" + user).status());
        assertEquals(409, client.post("user", "/users", ADA).status());
    }

    @Test
    void aDelayIsServedLateAndOnce() throws Exception {
        services.switchOn(Fault.parse("user:delay=150ms"));
        long start = System.nanoTime();
        assertEquals(201, client.post("user", "/users", ADA).status());
        assertTrue(System.nanoTime() - start >= Duration.ofMillis(150).toNanos());
    }
}

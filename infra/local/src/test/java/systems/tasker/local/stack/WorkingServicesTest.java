package systems.tasker.local.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static systems.tasker.local.stack.Laboratory.annotation;
import static systems.tasker.local.stack.Laboratory.results;
import static systems.tasker.local.stack.Laboratory.step;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import systems.tasker.json.JsonObject;
import systems.tasker.local.project.Checkout;
import systems.tasker.service.Refusal;
import systems.tasker.service.TaskView;
import systems.tasker.store.Failure;
import systems.tasker.store.StepItem;
import systems.tasker.store.StepStatus;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskStatus;

/** Registrations from template to services, where every service works. */
class WorkingServicesTest {
    @TempDir private Path folder = Path.of("");
    private Laboratory laboratory;

    @BeforeEach
    void open() {
        laboratory = new Laboratory(folder, () -> 0.0);
    }

    @AfterEach
    void close() {
        laboratory.close();
    }

    @Test
    void allFiveStepsAreCompleteWithTheResultsOfTheServices() throws Exception {
        TaskView task = laboratory.run(Checkout.example("user_registration"));
        assertEquals(TaskStatus.COMPLETE, task.task().status());
        assertEquals(
                List.of(
                        "create_user_account",
                        "setup_billing_profile",
                        "initialize_preferences",
                        "send_welcome_sequence",
                        "update_user_status"),
                task.steps().stream().map(StepItem::name).toList());
        for (StepItem step : task.steps()) {
            assertEquals(StepStatus.COMPLETE, step.status(), step.name());
            assertEquals(1, step.attempts(), step.name());
            JsonObject results = results(task, step.name());
            assertEquals(task.task().correlationId(), results.value("correlation_id"));
            assertTrue(results.number("service_response_time").isPresent(), step.name());
        }
        JsonObject account = results(task, "create_user_account");
        assertEquals("ada.lovelace@example.com", account.value("email"));
        assertEquals("created", account.value("status"));
        assertTrue(account.text("created_at").isPresent());
        String user = account.text("user_id").orElseThrow();
        JsonObject billing = results(task, "setup_billing_profile");
        assertEquals(user, billing.value("user_id"));
        assertEquals("pro", billing.value("plan"));
        assertEquals("trial", billing.value("billing_status"));
        assertEquals(
                "weekly", results(task, "initialize_preferences").value("newsletter_frequency"));
        assertEquals("welcome_pro", results(task, "send_welcome_sequence").value("template"));
        assertEquals("active", results(task, "update_user_status").value("status"));
        assertEquals(
                List.of(user + " active"),
                laboratory.state("SELECT id, document ->> 'status' FROM users"));
        assertEquals(
                List.of(user + " pro card_4242"),
                laboratory.state(
                        "SELECT user_id, document ->> 'plan', document ->> 'payment_method'"
                                + " FROM billing_profiles"));
        assertEquals(List.of("1"), laboratory.state("SELECT count(*) FROM preferences"));
        assertEquals(List.of("1"), laboratory.state("SELECT count(*) FROM messages"));
    }

    @Test
    void theTaskIsAnnotatedAtItsEnd() throws Exception {
        TaskView task = laboratory.run(Checkout.example("user_registration"));
        assertEquals("pro", annotation(task, "plan_type"));
        assertEquals("web", annotation(task, "registration_source"));
        assertEquals(task.task().correlationId(), annotation(task, "correlation_id"));
        JsonObject outcome = JsonObject.of(annotation(task, "registration_outcome"));
        assertEquals(
                results(task, "create_user_account").value("user_id"), outcome.value("user_id"));
        assertEquals(
                String.valueOf(step(task, "update_user_status").completedAt()),
                outcome.value("completed_at"));
        JsonObject performance = JsonObject.of(annotation(task, "service_performance"));
        assertEquals(
                task.task().steps(),
                List.copyOf(performance.object("service_timings").fields().sequencedKeySet()));
        assertTrue(performance.number("total_duration").orElseThrow().doubleValue() > 0);
        assertTrue(performance.number("parallel_execution_saved").orElseThrow().doubleValue() >= 0);
        assertEquals(5, task.annotations().size());
    }

    @Test
    void oneCorrelationIdIsInEveryCallAndEveryLogLine() throws Exception {
        TaskView given = laboratory.run(Checkout.example("enterprise"));
        assertEquals("crm-2026-000117", given.task().correlationId());
        assertEquals(5, laboratory.calls().size());
        assertEquals(Set.of("crm-2026-000117"), correlationIds(laboratory.calls()));
        assertEquals(Set.of("crm-2026-000117"), correlationIds(laboratory.functionLog()));
        TaskView made = laboratory.run(Checkout.example("free"));
        assertNotEquals(given.task().correlationId(), made.task().correlationId());
        assertEquals(
                Set.of("crm-2026-000117", made.task().correlationId()),
                correlationIds(laboratory.calls()));
    }

    private static Set<String> correlationIds(List<JsonObject> lines) {
        return lines.stream()
                .map(line -> line.text("correlation_id").orElse("none"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyCallWithAnEffectHasAnIdempotencyKeyOfItsStep() throws Exception {
        TaskView task = laboratory.run(Checkout.example("user_registration"));
        String id = task.task().id();
        assertEquals(
                task.task().steps().stream()
                        .map(step -> id + "/" + step + "/1 1")
                        .sorted()
                        .toList(),
                laboratory.state(
                        "SELECT idempotency_key, count FROM effects ORDER BY idempotency_key"));
    }

    @Test
    void billingAndPreferencesRunBesideEachOther() throws Exception {
        laboratory.fault("billing:delay=400ms");
        laboratory.fault("preferences:delay=400ms");
        TaskView task = laboratory.run(Checkout.example("user_registration"));
        StepItem billing = step(task, "setup_billing_profile");
        StepItem preferences = step(task, "initialize_preferences");
        assertTrue(started(billing).isBefore(completed(preferences)));
        assertTrue(started(preferences).isBefore(completed(billing)));
        double saved =
                JsonObject.of(annotation(task, "service_performance"))
                        .number("parallel_execution_saved")
                        .orElseThrow()
                        .doubleValue();
        assertTrue(saved > 100, () -> saved + " ms");
    }

    private static Instant started(StepItem step) {
        return Objects.requireNonNull(step.startedAt());
    }

    private static Instant completed(StepItem step) {
        return Objects.requireNonNull(step.completedAt());
    }

    @Test
    void defaultsAreFilledInAndStoredAndUnknownFieldsAreKept() throws Exception {
        Map<String, Object> context = new LinkedHashMap<>();
        context.put(
                "user_info",
                Map.of("email", "barbara.liskov@example.com", "name", "Barbara Liskov"));
        context.put("campaign", "spring");
        context.put("preferences", Map.of("newsletter", true));
        JsonObject stored = laboratory.run(context).task().context().object();
        assertEquals("free", stored.value("user_info", "plan"));
        assertEquals("web", stored.value("user_info", "source"));
        assertEquals(false, stored.value("preferences", "marketing_emails"));
        assertEquals(true, stored.value("preferences", "newsletter"));
        assertEquals("spring", stored.value("campaign"));
    }

    @Test
    void everyExampleInputFitsTheSchemaButTheInvalidOne() throws Exception {
        List<String> refused = new ArrayList<>();
        for (String name : Checkout.exampleNames()) {
            try {
                laboratory.ended(laboratory.start(Checkout.example(name)));
            } catch (Refusal refusal) {
                refused.add(name);
            }
        }
        assertEquals(List.of("invalid"), refused);
    }

    @Test
    void theSameRegistrationAgainFindsWhatExists() throws Exception {
        TaskView first = laboratory.run(Checkout.example("user_registration"));
        TaskView again = laboratory.run(Checkout.example("user_registration"));
        assertEquals(TaskStatus.COMPLETE, again.task().status());
        assertNotEquals(first.task().id(), again.task().id());
        for (String name :
                List.of("create_user_account", "setup_billing_profile", "initialize_preferences")) {
            assertEquals("already_exists", results(again, name).value("status"), name);
            assertEquals(1, step(again, name).attempts(), name);
        }
        assertEquals(
                results(first, "create_user_account").value("user_id"),
                results(again, "create_user_account").value("user_id"));
        for (String table : List.of("users", "billing_profiles", "preferences")) {
            assertEquals(List.of("1"), laboratory.state("SELECT count(*) FROM " + table), table);
        }
    }

    @Test
    void theSameAddressUnderAnotherNameIsAConflictAtOnce() throws Exception {
        laboratory.run(Checkout.example("user_registration"));
        int before = laboratory.calls().size();
        Map<String, Object> other = new LinkedHashMap<>();
        other.put(
                "user_info",
                Map.of("email", "ada.lovelace@example.com", "name", "Ada Byron", "plan", "pro"));
        TaskView task = laboratory.run(other);
        assertEquals(TaskStatus.ERROR, task.task().status());
        StepItem account = step(task, "create_user_account");
        Failure failure = Objects.requireNonNull(account.failure());
        assertEquals("USER_CONFLICT", failure.code());
        assertEquals("PermanentError", failure.kind());
        assertEquals(1, account.attempts());
        assertEquals(
                Set.of(StepStatus.BLOCKED),
                task.steps().stream().skip(1).map(StepItem::status).collect(Collectors.toSet()));
        assertEquals(
                List.of("POST 409", "GET 200"),
                laboratory.callsOf("user").subList(2, laboratory.callsOf("user").size()));
        assertEquals(before + 2, laboratory.calls().size());
        assertEquals(
                List.of("Ada Lovelace"), laboratory.state("SELECT document ->> 'name' FROM users"));
    }

    @Test
    void theRecordOutlivesTheStackThatMadeIt() throws Exception {
        TaskView task = laboratory.run(Checkout.example("user_registration"));
        laboratory.close();
        try (LocalStack records = LocalStack.open(Laboratory.store(folder))) {
            assertEquals(task, records.tasks().show(task.task().id()));
        }
        laboratory = new Laboratory(folder, () -> 0.0);
        TaskView again = laboratory.run(Checkout.example("user_registration"));
        assertEquals("already_exists", results(again, "create_user_account").value("status"));
    }

    @Test
    void manyRegistrationsAtOnceDoNotGetInEachOthersWay() throws Exception {
        List<TaskItem> started = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Map<String, Object> context = Checkout.example("user_registration");
            context.put(
                    "user_info",
                    Map.of(
                            "email",
                            "user" + i + "@example.com",
                            "name",
                            "User " + i,
                            "plan",
                            "pro"));
            started.add(laboratory.start(context));
        }
        for (TaskItem task : started) {
            assertEquals(TaskStatus.COMPLETE, laboratory.ended(task).task().status());
        }
        assertEquals(List.of("20"), laboratory.state("SELECT count(*) FROM users"));
        assertEquals(
                List.of("100 1"), laboratory.state("SELECT count(*), max(count) FROM effects"));
    }
}

package systems.tasker.local.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static systems.tasker.local.stack.Laboratory.results;
import static systems.tasker.local.stack.Laboratory.step;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import systems.tasker.local.project.Checkout;
import systems.tasker.service.Refusal;
import systems.tasker.service.TaskView;
import systems.tasker.service.Violation;
import systems.tasker.store.Failure;
import systems.tasker.store.StepItem;
import systems.tasker.store.StepStatus;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskQuery;
import systems.tasker.store.TaskStatus;
import systems.tasker.store.Transition;

/** Registrations from template to services, where a service fails. */
class FailingServicesTest {
    private static final Duration ANY_TIMEOUT = Duration.ofSeconds(30);

    @TempDir private Path folder = Path.of("");
    private double random;
    private Laboratory laboratory;

    @BeforeEach
    void open() {
        laboratory = new Laboratory(folder, () -> random);
    }

    @AfterEach
    void close() {
        laboratory.close();
    }

    /** From each failed attempt of a step to the next one. */
    private static List<Duration> pauses(StepItem step) {
        List<Transition> entries = step.transitions().entries();
        List<Duration> pauses = new ArrayList<>();
        for (int i = 1; i < entries.size(); i++) {
            if (entries.get(i).to().equals("in_progress")) {
                pauses.add(Duration.between(entries.get(i - 1).at(), entries.get(i).at()));
            }
        }
        return pauses;
    }

    private static Failure failure(TaskView task, String step) {
        return Objects.requireNonNull(step(task, step).failure());
    }

    @Test
    void billingThatFailsTwiceIsTriedAThirdTimeAfterExactlyTheExpectedDelays() throws Exception {
        random = 0.5;
        laboratory.fault("billing:503x2");
        TaskView task = laboratory.run(Checkout.example("user_registration"));
        assertEquals(TaskStatus.COMPLETE, task.task().status());
        StepItem billing = step(task, "setup_billing_profile");
        assertEquals(3, billing.attempts());
        assertEquals(List.of("POST 503", "POST 503", "POST 201"), laboratory.callsOf("billing"));
        List<Duration> expected = List.of(Duration.ofMillis(500), Duration.ofMillis(1000));
        assertEquals(expected, laboratory.scheduler.waitsShorterThan(ANY_TIMEOUT));
        List<Duration> pauses = pauses(billing);
        assertEquals(2, pauses.size());
        for (int i = 0; i < 2; i++) {
            assertTrue(pauses.get(i).compareTo(expected.get(i)) >= 0, pauses::toString);
        }
        assertEquals(1, step(task, "initialize_preferences").attempts());
    }

    @Test
    void aStoreThatIsAwayBeforeAClaimCostsNoAttempt() throws Exception {
        random =
                0.1; // five invocations in 3.0 s; four if they were retried as attempts are, in 0.7
        // s
        try (Connection outside =
                        DriverManager.getConnection("jdbc:sqlite:" + Laboratory.store(folder));
                Statement statement = outside.createStatement()) {
            statement.execute(
                    "CREATE TRIGGER away BEFORE INSERT ON steps"
                            + " BEGIN SELECT RAISE(ABORT, 'away'); END");
            TaskItem task = laboratory.start(Checkout.example("user_registration"));
            Thread.sleep(1_500);
            statement.execute("DROP TRIGGER away");
            TaskView ended = laboratory.ended(task);
            assertEquals(TaskStatus.COMPLETE, ended.task().status());
            assertEquals(1, step(ended, "create_user_account").attempts());
        }
    }

    @Test
    void aServiceThatAsksForThreeSecondsIsNotAskedBefore() throws Exception {
        laboratory.fault("notification:429x1,retry-after=3");
        TaskView task = laboratory.run(Checkout.example("user_registration"));
        assertEquals(TaskStatus.COMPLETE, task.task().status());
        StepItem welcome = step(task, "send_welcome_sequence");
        assertEquals(2, welcome.attempts());
        assertEquals(
                List.of(Duration.ofSeconds(3)), laboratory.scheduler.waitsShorterThan(ANY_TIMEOUT));
        assertTrue(pauses(welcome).getFirst().compareTo(Duration.ofSeconds(3)) >= 0);
        List<Instant> calls =
                laboratory.calls().stream()
                        .filter(call -> "notification".equals(call.value("service")))
                        .map(call -> Instant.parse(call.text("timestamp").orElseThrow()))
                        .toList();
        assertEquals(2, calls.size());
        assertTrue(Duration.between(calls.getFirst(), calls.getLast()).toMillis() >= 3000);
        assertEquals(List.of("1"), laboratory.state("SELECT count(*) FROM messages"));
    }

    @Test
    void anEnterprisePlanWithoutPaymentMethodIsRefusedAtOnce() throws Exception {
        TaskView task = laboratory.run(Checkout.example("enterprise_without_payment_method"));
        assertEquals(TaskStatus.ERROR, task.task().status());
        Failure failure = failure(task, "setup_billing_profile");
        assertEquals("PermanentError", failure.kind());
        assertEquals("PAYMENT_REQUIRED", failure.code());
        assertEquals(1, step(task, "setup_billing_profile").attempts());
        assertEquals(List.of("POST 402"), laboratory.callsOf("billing"));
        assertEquals(StepStatus.COMPLETE, step(task, "initialize_preferences").status());
        assertEquals(List.of(), laboratory.state("SELECT * FROM billing_profiles"));
    }

    @Test
    void billingThatStaysDownBlocksOnlyWhatDependsOnItAndARetryRunsOnlyWhatWasMissing()
            throws Exception {
        laboratory.fault("billing:503x*");
        TaskView failed = laboratory.run(Checkout.example("user_registration"));
        assertEquals(TaskStatus.ERROR, failed.task().status());
        assertEquals(4, step(failed, "setup_billing_profile").attempts(), "one and three retries");
        assertEquals(StepStatus.ERROR, step(failed, "setup_billing_profile").status());
        assertEquals(StepStatus.COMPLETE, step(failed, "initialize_preferences").status());
        assertEquals(StepStatus.BLOCKED, step(failed, "send_welcome_sequence").status());
        assertEquals(StepStatus.BLOCKED, step(failed, "update_user_status").status());
        assertEquals(
                "Step `setup_billing_profile` failed with RetryableError after 4 attempts:"
                        + " billing_service server error: 503."
                        + " Not run: `send_welcome_sequence`, `update_user_status`."
                        + " `tasker retry "
                        + failed.task().id()
                        + "` goes on from here.",
                Objects.requireNonNull(failed.task().failure()).message());
        int calls = laboratory.calls().size();

        laboratory.heal("billing");
        TaskView resumed = laboratory.retry(failed);
        assertEquals(TaskStatus.COMPLETE, resumed.task().status());
        assertEquals(2, resumed.task().run());
        assertNull(resumed.task().failure());
        for (String untouched : List.of("create_user_account", "initialize_preferences")) {
            assertEquals(step(failed, untouched), step(resumed, untouched));
        }
        assertEquals(5, step(resumed, "setup_billing_profile").attempts());
        assertEquals(1, step(resumed, "send_welcome_sequence").attempts());
        assertEquals(calls + 3, laboratory.calls().size());
        assertEquals(List.of("5 1"), laboratory.state("SELECT count(*), max(count) FROM effects"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user:drop",
                "user:lost",
                "billing:lostx2",
                "preferences:lost",
                "notification:lost",
                "notification:drop",
                "user:500",
                "preferences:418"
            })
    void aCallThatGoesWrongOnceIsRepeatedAndHasItsEffectOnce(String fault) throws Exception {
        laboratory.fault(fault);
        TaskView task = laboratory.run(Checkout.example("user_registration"));
        assertEquals(TaskStatus.COMPLETE, task.task().status());
        assertEquals("created", results(task, "create_user_account").value("status"));
        assertEquals("created", results(task, "setup_billing_profile").value("status"));
        assertEquals(List.of("5 1"), laboratory.state("SELECT count(*), max(count) FROM effects"));
        assertEquals(List.of("1"), laboratory.state("SELECT count(*) FROM messages"));
    }

    @Test
    void whatIsWrongWithAnInputIsToldByPathAndNothingIsStoredOrCalled() throws Exception {
        Refusal refusal =
                assertThrows(Refusal.class, () -> laboratory.start(Checkout.example("invalid")));
        assertEquals(
                List.of(
                        "/preferences/newsletter",
                        "/user_info/email",
                        "/user_info/name",
                        "/user_info/plan",
                        "/user_info/source"),
                refusal.violations().stream().map(Violation::path).distinct().toList());
        TaskQuery everything = TaskQuery.newest(10);
        assertEquals(List.of(), laboratory.tasks().list(everything));
        assertEquals(List.of(), laboratory.calls());
    }
}

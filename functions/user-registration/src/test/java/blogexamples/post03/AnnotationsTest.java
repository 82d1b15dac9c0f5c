package blogexamples.post03;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import systems.tasker.TaskFailed;
import systems.tasker.json.Json;
import systems.tasker.json.JsonText;
import systems.tasker.store.Failure;
import systems.tasker.store.StepItem;
import systems.tasker.testing.FunctionHarness;

class AnnotationsTest {
    private Registration registration;
    private Instant start;

    @BeforeEach
    void create() throws Exception {
        registration = new Registration(Registration.example("user_registration"), Map.of());
        start = registration.harness.clock().instant();
    }

    /** Records a step as run in a span of milliseconds. */
    private void complete(String step, long from, long to, Object results) {
        StepItem claimed = claimed(step, from);
        registration
                .harness
                .store()
                .put(claimed.completed(JsonText.of(results), start.plusMillis(to)));
    }

    private StepItem claimed(String step, long from) {
        Instant at = start.plusMillis(from);
        StepItem claimed =
                StepItem.unclaimed(FunctionHarness.TASK, step, 1, at)
                        .claimed(1, "claim", at.plus(Duration.ofSeconds(30)), at);
        registration.harness.store().put(claimed);
        return claimed;
    }

    @Test
    void aCompleteRegistrationIsAnnotatedWithItsTimesAndItsOutcome() {
        complete(
                "create_user_account",
                0,
                100,
                Map.of("user_id", "user_1", "service_response_time", 1.25));
        complete("setup_billing_profile", 110, 310, Map.of("service_response_time", 7));
        complete("initialize_preferences", 120, 170, Map.of("service_response_time", 3));
        complete("send_welcome_sequence", 320, 420, Map.of());
        complete("update_user_status", 430, 500, Map.of("service_response_time", 2));
        assertEquals(
                Json.parse(
                        """
                        {
                          "service_performance": {
                            "service_timings": {
                              "create_user_account": 1.25,
                              "setup_billing_profile": 7,
                              "initialize_preferences": 3,
                              "update_user_status": 2
                            },
                            "total_duration": 500.0,
                            "parallel_execution_saved": 50.0,
                            "unit": "ms"
                          },
                          "registration_outcome": {
                            "user_id": "user_1",
                            "plan": "pro",
                            "source": "web",
                            "completed_at": "2026-11-25T10:00:00.500Z"
                          },
                          "plan_type": "pro",
                          "registration_source": "web",
                          "correlation_id": "reg_test_1"
                        }
                        """),
                registration.annotations().fields());
    }

    @Test
    void onlyTimeInWhichStepsRanAtOnceIsSaved() {
        complete("create_user_account", 0, 100, Map.of());
        complete("setup_billing_profile", 100, 200, Map.of());
        complete("initialize_preferences", 150, 400, Map.of());
        complete("send_welcome_sequence", 1_000, 1_100, Map.of());
        complete("update_user_status", 1_200, 1_300, Map.of());
        assertEquals(
                50.0,
                registration
                        .annotations()
                        .value("service_performance", "parallel_execution_saved"));
    }

    @Test
    void aFailedRegistrationIsAnnotatedWithWhatThereIs() {
        complete("create_user_account", 0, 100, Map.of("user_id", "user_1"));
        StepItem billing = claimed("setup_billing_profile", 110);
        registration
                .harness
                .store()
                .put(
                        billing.failed(
                                Failure.last("PermanentError", "PAYMENT_REQUIRED", "no method"),
                                start.plusMillis(200)));
        complete("initialize_preferences", 110, 150, Map.of());
        assertThrows(TaskFailed.class, registration::annotations);
        assertEquals("user_1", registration.stored().value("registration_outcome", "user_id"));
        assertNull(registration.stored().value("registration_outcome", "completed_at"));
        assertEquals(150.0, registration.stored().value("service_performance", "total_duration"));
        assertEquals("pro", registration.stored().value("plan_type"));
    }

    @Test
    void aRegistrationOfWhichNothingRanHasNoDurations() {
        assertThrows(TaskFailed.class, registration::annotations);
        assertEquals(0.0, registration.stored().value("service_performance", "total_duration"));
        assertEquals(
                List.of(
                        "correlation_id",
                        "plan_type",
                        "registration_outcome",
                        "registration_source",
                        "service_performance"),
                registration.stored().fields().sequencedKeySet().stream().sorted().toList());
    }
}

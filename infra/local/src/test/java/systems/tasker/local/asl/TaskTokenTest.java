package systems.tasker.local.asl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.json.JsonText;

/** Tasks that wait for their token: answers, heartbeats, time-outs. */
final class TaskTokenTest {
    private final Trial trial = new Trial();

    /** A machine of one Task that waits for a token. */
    private static String waiting(String fields) {
        return """
        {"QueryLanguage": "JSONata", "StartAt": "T", "States": {
            "T": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
                  "Arguments": {"FunctionName": "f", "Payload": {"token": "{% $states.context.Task.Token %}"}},
                  FIELDS "End": true}}}
        """
                .replace("FIELDS", fields);
    }

    @Test
    void aTokenIsAnsweredByAnotherThread() throws Exception {
        trial.function(
                "f",
                payload -> {
                    String token = payload.text("token").orElseThrow();
                    trial.clock.fork(
                            "answer",
                            () -> {
                                trial.clock.sleep(Duration.ofSeconds(30));
                                assertTrue(
                                        trial.service.sendTaskSuccess(
                                                token, new JsonText("{\"ok\":1}")));
                                assertFalse(
                                        trial.service.sendTaskSuccess(token, new JsonText("2")));
                            });
                    return "ignored";
                });

        ExecutionResult result = trial.run(waiting(""), Map.of());

        assertEquals(Map.of("ok", 1), Trial.output(result));
        assertEquals(30, trial.seconds());
        assertEquals(
                List.of(
                        "ExecutionStarted",
                        "TaskStateEntered",
                        "TaskScheduled",
                        "TaskStarted",
                        "TaskSubmitted",
                        "TaskSucceeded",
                        "TaskStateExited",
                        "ExecutionSucceeded"),
                trial.types());
    }

    @Test
    void aTokenMayBeAnsweredBeforeItsFunctionReturns() throws Exception {
        trial.function(
                "f",
                payload -> {
                    trial.service.sendTaskSuccess(
                            payload.text("token").orElseThrow(), new JsonText("1"));
                    trial.clock.sleep(Duration.ofSeconds(5));
                    return "late";
                });

        assertEquals(1, Trial.output(trial.run(waiting(""), Map.of())));
    }

    @Test
    void aTokensFailureIsTheTasks() throws Exception {
        trial.function(
                "f",
                payload ->
                        trial.service.sendTaskFailure(
                                payload.text("token").orElseThrow(), "Custom", "told so"));

        ExecutionResult result = trial.run(waiting(""), Map.of());

        assertEquals(
                new ExecutionResult(ExecutionStatus.FAILED, null, "Custom", "told so"), result);
    }

    @Test
    void whereTheFunctionFailsNobodyWaitsForItsToken() throws Exception {
        trial.function(
                "f",
                payload -> {
                    throw new FunctionFailed("B", "because");
                });

        assertEquals("B", trial.run(waiting(""), Map.of()).error());
        assertEquals(0, trial.seconds());
    }

    @Test
    void heartbeatsKeepATaskAliveAndTheirAbsenceEndsIt() throws Exception {
        List<Boolean> known = new ArrayList<>();
        trial.function(
                "f",
                payload -> {
                    String token = payload.text("token").orElseThrow();
                    trial.clock.fork(
                            "beat",
                            () -> {
                                for (int i = 0; i < 3; i++) {
                                    trial.clock.sleep(Duration.ofSeconds(8));
                                    known.add(trial.service.sendTaskHeartbeat(token));
                                }
                                trial.clock.sleep(Duration.ofSeconds(20));
                                known.add(trial.service.sendTaskHeartbeat(token));
                            });
                    return "started";
                });

        ExecutionResult result =
                trial.run(
                        waiting("\"HeartbeatSeconds\": 10, \"TimeoutSeconds\": 100,"),
                        Map.of(),
                        execution -> trial.clock.sleep(Duration.ofSeconds(60)));

        assertEquals("States.HeartbeatTimeout", result.error());
        assertEquals(VirtualScheduler.START.plusSeconds(34), trial.history().getLast().timestamp());
        assertEquals(List.of(true, true, true, false), known);
    }

    @Test
    void aTaskWithATokenEndsAtItsTimeOut() throws Exception {
        trial.function("f", payload -> "started");

        ExecutionResult result =
                trial.run(
                        waiting(
                                """
                                "TimeoutSeconds": 3600, "Retry": [{"ErrorEquals": ["States.Timeout"], "MaxAttempts": 1}],
                                """),
                        Map.of());

        assertEquals("States.Timeout", result.error());
        assertEquals(Map.of("f", List.of(0.0, 3601.0)), trial.calls);
        assertEquals(7201, trial.seconds());
    }
}

package systems.tasker.local.asl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static systems.tasker.local.asl.TaskTest.caught;
import static systems.tasker.local.asl.TaskTest.failing;
import static systems.tasker.local.asl.TaskTest.failingWith;
import static systems.tasker.local.asl.TaskTest.machine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.json.JsonObject;

/** Retries to the second, and catchers. */
final class ErrorHandlingTest {
    private final Trial trial = new Trial();

    @Test
    void aRetrierWithoutFieldsTriesThreeTimesMoreAfterOneTwoAndFourSeconds() throws Exception {
        trial.function("f", failing("Oops"));

        ExecutionResult result =
                trial.run(machine("\"Retry\": [{\"ErrorEquals\": [\"Oops\"]}],"), Map.of());

        assertEquals(new ExecutionResult(ExecutionStatus.FAILED, null, "Oops", "because"), result);
        assertEquals(Map.of("f", List.of(0.0, 1.0, 3.0, 7.0)), trial.calls);
    }

    @Test
    void backoffIsCappedAndJitterIsDrawnFromTheWholeDelay() throws Exception {
        trial.function("f", failing("Oops"));
        trial.random.addAll(List.of(0.5, 0.25, 1.0, 0.1));

        trial.run(
                machine(
                        """
                        "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 2, "BackoffRate": 3, "MaxDelaySeconds": 10,
                                   "MaxAttempts": 4, "JitterStrategy": "FULL"}],
                        """),
                Map.of());

        // The delays before jitter: 2, 6, 10 (not 18), 10 (not 54).
        assertEquals(Map.of("f", List.of(0.0, 1.0, 2.5, 12.5, 13.5)), trial.calls);
    }

    @Test
    void eachRetrierCountsForItselfAndTheFirstThatNamesTheErrorDecides() throws Exception {
        trial.function("f", failingWith("A", "B", "A", "B", "Never"));

        ExecutionResult result =
                trial.run(
                        machine(
                                """
                                "Retry": [{"ErrorEquals": ["Never"], "MaxAttempts": 0},
                                          {"ErrorEquals": ["A"], "IntervalSeconds": 10, "MaxAttempts": 2, "BackoffRate": 1},
                                          {"ErrorEquals": ["States.ALL"], "IntervalSeconds": 100, "MaxAttempts": 2, "BackoffRate": 1}],
                                """),
                        Map.of());

        assertEquals("Never", result.error());
        assertEquals(Map.of("f", List.of(0.0, 10.0, 110.0, 120.0, 220.0)), trial.calls);
    }

    @Test
    void theContextCountsTheRetries() throws Exception {
        trial.function("f", failingWith("A", "B"));

        ExecutionResult result =
                trial.run(
                        machine(
                                """
                                "Output": "{% $states.result.Payload %}", "Retry": [{"ErrorEquals": ["States.ALL"]}],
                                """),
                        Map.of());

        assertEquals(2, Trial.output(result));
    }

    @Test
    void taskFailedCoversEveryErrorButTimeOuts() throws Exception {
        trial.function("f", failingWith("Anything"));
        String retry = "\"Retry\": [{\"ErrorEquals\": [\"States.TaskFailed\"]}],";
        assertEquals(ExecutionStatus.SUCCEEDED, trial.run(machine(retry), Map.of()).status());

        Trial slow = new Trial();
        slow.function(
                "f",
                payload -> {
                    slow.clock.sleep(Duration.ofSeconds(60));
                    return "late";
                });
        ExecutionResult result = slow.run(machine(retry + "\"TimeoutSeconds\": 10,"), Map.of());
        assertEquals("States.Timeout", result.error());
        assertEquals(Map.of("f", List.of(0.0)), slow.calls);
    }

    @Test
    void theFirstCatcherThatNamesTheErrorTakesIt() throws Exception {
        trial.function("f", failing("B"));

        ExecutionResult result =
                trial.run(
                        """
                        {"QueryLanguage": "JSONata", "StartAt": "T", "States": {
                            "T": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Arguments": {"FunctionName": "f"}, "End": true,
                                  "Catch": [{"ErrorEquals": ["A"], "Next": "X"},
                                            {"ErrorEquals": ["C", "B"], "Next": "Y", "Assign": {"e": "{% $states.errorOutput.Error %}"}, "Output": "{% $states.errorOutput.Cause %}"},
                                            {"ErrorEquals": ["States.ALL"], "Next": "X"}]},
                            "X": {"Type": "Fail"},
                            "Y": {"Type": "Pass", "Output": "{% $e & ' ' & $states.input %}", "End": true}}}
                        """,
                        Map.of());

        assertEquals("B because", Trial.output(result));
    }

    @Test
    void withoutOutputACatcherHandsOnErrorAndCause() throws Exception {
        trial.function("f", failing("B"));

        ExecutionResult result = trial.run(caught(""), Map.of());

        assertEquals(Map.of("Error", "B", "Cause", "because"), Trial.output(result));
        assertEquals(
                List.of(
                        "ExecutionStarted",
                        "TaskStateEntered",
                        "TaskScheduled",
                        "TaskStarted",
                        "TaskFailed",
                        "TaskStateExited",
                        "SucceedStateEntered",
                        "SucceedStateExited",
                        "ExecutionSucceeded"),
                trial.types());
    }

    @Test
    void anErrorInACatchersExpressionIsCaughtByNobody() throws Exception {
        trial.function("f", failing("B"));

        ExecutionResult result =
                trial.run(
                        caught("")
                                .replace(
                                        "\"Next\": \"C\"",
                                        "\"Next\": \"C\", \"Output\": \"{% $nope %}\""),
                        Map.of());

        assertEquals("States.QueryEvaluationError", result.error());
    }

    @Test
    void anEvaluationErrorIsCaught() throws Exception {
        trial.function("f", payload -> "fine");

        ExecutionResult result = trial.run(caught("\"Output\": \"{% $nope %}\","), Map.of());

        assertEquals(
                "States.QueryEvaluationError", JsonObject.of(Trial.output(result)).value("Error"));
    }
}

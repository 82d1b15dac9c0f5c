package systems.tasker.local.asl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.json.Json;

/** Each type of state, the ends of an execution, and its history. */
final class StatesTest {
    private final Trial trial = new Trial();

    @Test
    void aWaitLastsItsSeconds() throws Exception {
        ExecutionResult result =
                trial.runStates(
                        """
                        "A": {"Type": "Wait", "Seconds": "{% $states.input.s * 2 %}", "Next": "B"},
                        "B": {"Type": "Wait", "Seconds": 5, "Output": "{% $states.context.State.EnteredTime %}", "End": true}
                        """,
                        Map.of("s", 30));

        assertEquals("2026-01-01T00:01:00.000Z", Trial.output(result));
        assertEquals(65, trial.seconds());
    }

    @Test
    void aWaitLastsUntilItsTimestamp() throws Exception {
        trial.runStates(
                """
                "A": {"Type": "Wait", "Timestamp": "2026-01-01T03:00:00.5+01:00", "End": true}
                """,
                Map.of());

        assertEquals(2 * 3600 + 0.5, trial.seconds());
    }

    @Test
    void aWaitForNegativeSecondsIsAnEvaluationError() throws Exception {
        ExecutionResult result =
                trial.runStates(
                        """
                        "A": {"Type": "Wait", "Seconds": "{% 0 - 1 %}", "End": true}
                        """,
                        Map.of());

        assertEquals("States.QueryEvaluationError", result.error());
    }

    @Test
    void aChoiceTakesTheFirstRuleThatHoldsWithItsAssignAndOutput() throws Exception {
        ExecutionResult result =
                trial.runStates(
                        """
                        "A": {"Type": "Choice", "Default": "B", "Assign": {"by": "default"}, "Choices": [
                            {"Condition": "{% $states.input.n > 9 %}", "Next": "B", "Assign": {"by": "first"}},
                            {"Condition": "{% $states.input.n > 3 %}", "Next": "B", "Assign": {"by": "second"}, "Output": "out"},
                            {"Condition": true, "Next": "B", "Assign": {"by": "third"}}]},
                        "B": {"Type": "Pass", "Output": {"by": "{% $by %}", "in": "{% $states.input %}"}, "End": true}
                        """,
                        Map.of("n", 5));

        assertEquals(Trial.json("{'by':'second','in':'out'}"), Trial.output(result));
    }

    @Test
    void aChoiceWithoutMatchAndDefaultFails() throws Exception {
        ExecutionResult result =
                trial.runStates(
                        """
                        "A": {"Type": "Choice", "Choices": [{"Condition": false, "Next": "B"}]},
                        "B": {"Type": "Succeed"}
                        """,
                        Map.of());

        assertEquals("States.NoChoiceMatched", result.error());
    }

    @Test
    void aConditionThatIsNoBooleanIsAnEvaluationError() throws Exception {
        ExecutionResult result =
                trial.runStates(
                        """
                        "A": {"Type": "Choice", "Choices": [{"Condition": "{% $states.input.n %}", "Next": "B"}]},
                        "B": {"Type": "Succeed"}
                        """,
                        Map.of("n", 1));

        assertEquals("States.QueryEvaluationError", result.error());
        assertTrue(
                String.valueOf(result.cause())
                        .endsWith("Expected 'boolean', but was 'number' for value: 1"),
                result.cause());
    }

    @Test
    void aFailStateMayHaveNeitherErrorNorCause() throws Exception {
        ExecutionResult result = trial.runStates("\"A\": {\"Type\": \"Fail\"}", Map.of());

        assertEquals(new ExecutionResult(ExecutionStatus.FAILED, null, null, null), result);
    }

    @Test
    void anOutputBeyondTheLimitEndsTheExecution() throws Exception {
        ExecutionResult result =
                trial.runStates(
                        """
                        "A": {"Type": "Pass", "Output": "{% $join($range(1, 1000, 1).$pad('', 300, 'x')) %}", "End": true}
                        """,
                        Map.of());

        assertEquals("States.DataLimitExceeded", result.error());
        assertEquals(
                "The state/task 'A' returned a result with a size exceeding the maximum number of"
                        + " bytes service limit.",
                result.cause());
    }

    @Test
    void aLoopWithoutEndStopsAtTheLimitOfTheHistory() throws Exception {
        ExecutionResult result =
                trial.runStates(
                        """
                        "A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "Next": "A"}
                        """,
                        Map.of());

        assertEquals("States.Runtime", result.error());
        assertEquals(25_000, trial.history().size());
    }

    @Test
    void aMachineEndsAtItsTimeOut() throws Exception {
        ExecutionResult result =
                trial.run(
                        """
                        {"QueryLanguage": "JSONata", "TimeoutSeconds": 60, "StartAt": "A", "States": {
                            "A": {"Type": "Wait", "Seconds": 3600, "End": true}}}
                        """,
                        Map.of());

        assertEquals(
                new ExecutionResult(ExecutionStatus.TIMED_OUT, null, "States.Timeout", null),
                result);
        assertEquals(60, trial.seconds());
        assertEquals(
                List.of(
                        "ExecutionStarted",
                        "WaitStateEntered",
                        "WaitStateAborted",
                        "ExecutionTimedOut"),
                trial.types());
    }

    @Test
    void aStoppedExecutionIsAbortedAtOnceAndStaysSo() throws Exception {
        ExecutionResult result =
                trial.run(
                        """
                        {"QueryLanguage": "JSONata", "StartAt": "A", "States": {
                            "A": {"Type": "Wait", "Seconds": 3600, "End": true}}}
                        """,
                        Map.of(),
                        execution -> {
                            trial.clock.sleep(Duration.ofSeconds(10));
                            execution.stop("Cancelled", "by hand");
                            execution.stop("Again", "too late");
                        });

        assertEquals(
                new ExecutionResult(ExecutionStatus.ABORTED, null, "Cancelled", "by hand"), result);
        assertEquals(10, trial.seconds());
        assertEquals("ExecutionAborted", trial.types().getLast());
        assertEquals(trial.history(), trial.live);
    }

    @Test
    void eventsReadAsGetExecutionHistoryGivesThem() throws Exception {
        trial.runStates(
                """
                "A": {"Type": "Pass", "Assign": {"x": [1]}, "Output": {"b": 2}, "End": true}
                """,
                Map.of("a", 1));

        assertEquals(
                Trial.json(
                        """
                        [{'id':1,'previousEventId':0,'timestamp':'2026-01-01T00:00:00.000Z','type':'ExecutionStarted',
                          'executionStartedEventDetails':{'input':'{~a~:1}'}},
                         {'id':2,'previousEventId':0,'timestamp':'2026-01-01T00:00:00.000Z','type':'PassStateEntered',
                          'stateEnteredEventDetails':{'name':'A','input':'{~a~:1}'}},
                         {'id':3,'previousEventId':2,'timestamp':'2026-01-01T00:00:00.000Z','type':'PassStateExited',
                          'stateExitedEventDetails':{'name':'A','output':'{~b~:2}','assignedVariables':{'x':'[1]'}}},
                         {'id':4,'previousEventId':3,'timestamp':'2026-01-01T00:00:00.000Z','type':'ExecutionSucceeded',
                          'executionSucceededEventDetails':{'output':'{~b~:2}'}}]
                        """),
                Json.parse(Json.write(trial.history().stream().map(HistoryEvent::json).toList())));
    }
}

package systems.tasker.local.asl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.json.Json;
import systems.tasker.json.JsonObject;

/** Each type of state, variables and their scopes, and the context object. */
final class StatesTest {
    private final Trial trial = new Trial();

    private ExecutionResult run(String states, Object input) throws Exception {
        return trial.run(
                "{'QueryLanguage':'JSONata','StartAt':'A','States':{".replace('\'', '"')
                        + states
                        + "}}",
                input);
    }

    @Test
    void aWaitLastsItsSeconds() throws Exception {
        ExecutionResult result =
                run(
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
        run(
                """
                "A": {"Type": "Wait", "Timestamp": "2026-01-01T03:00:00.5+01:00", "End": true}
                """,
                Map.of());

        assertEquals(2 * 3600 + 0.5, trial.seconds());
    }

    @Test
    void aWaitForNegativeSecondsIsAnEvaluationError() throws Exception {
        ExecutionResult result =
                run(
                        """
                        "A": {"Type": "Wait", "Seconds": "{% 0 - 1 %}", "End": true}
                        """,
                        Map.of());

        assertEquals("States.QueryEvaluationError", result.error());
    }

    @Test
    void aChoiceTakesTheFirstRuleThatHoldsWithItsAssignAndOutput() throws Exception {
        ExecutionResult result =
                run(
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
                run(
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
                run(
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
    void allExpressionsOfAStateReadTheVariablesFromBeforeIt() throws Exception {
        ExecutionResult result =
                run(
                        """
                        "A": {"Type": "Pass", "Assign": {"x": 1, "y": 2}, "Next": "B"},
                        "B": {"Type": "Pass", "Assign": {"x": "{% $y %}", "y": "{% $x %}"}, "Output": "{% $x * 10 + $y %}", "Next": "C"},
                        "C": {"Type": "Pass", "Output": ["{% $states.input %}", "{% $x * 10 + $y %}"], "End": true}
                        """,
                        Map.of());

        assertEquals(List.of(12, 21), Trial.output(result));
    }

    @Test
    void aBranchReadsOuterVariablesAndKeepsItsOwnToItself() throws Exception {
        ExecutionResult result =
                run(
                        """
                        "A": {"Type": "Pass", "Assign": {"outer": 1}, "Next": "P"},
                        "P": {"Type": "Parallel", "Next": "C", "Branches": [
                            {"StartAt": "L", "States": {
                                "L": {"Type": "Pass", "Assign": {"mine": "{% $outer + 1 %}"}, "Next": "L2"},
                                "L2": {"Type": "Pass", "Output": "{% $mine %}", "End": true}}},
                            {"StartAt": "R", "States": {
                                "R": {"Type": "Pass", "Assign": {"mine": "{% $outer + 2 %}"}, "Next": "R2"},
                                "R2": {"Type": "Pass", "Output": "{% $mine %}", "End": true}}}]},
                        "C": {"Type": "Pass", "Output": {"branches": "{% $states.input %}", "seen": "{% $exists($mine) %}"}, "End": true}
                        """,
                        Map.of());

        assertEquals(Trial.json("{'branches':[2,3],'seen':false}"), Trial.output(result));
    }

    @Test
    void assigningAnOuterVariableInABranchEndsTheExecutionWhateverIsCaught() throws Exception {
        ExecutionResult result =
                run(
                        """
                        "A": {"Type": "Pass", "Assign": {"outer": 1}, "Next": "P"},
                        "P": {"Type": "Parallel", "End": true, "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "C"}], "Branches": [
                            {"StartAt": "L", "States": {"L": {"Type": "Pass", "Assign": {"outer": 2}, "End": true}}}]},
                        "C": {"Type": "Succeed"}
                        """,
                        Map.of());

        assertEquals(ExecutionStatus.FAILED, result.status());
        assertEquals("States.Runtime", result.error());
    }

    @Test
    void theContextNamesExecutionStateAndMachine() throws Exception {
        ExecutionResult result =
                run(
                        """
                        "A": {"Type": "Pass", "Output": "{% $states.context %}", "End": true}
                        """,
                        Map.of("a", 1));

        JsonObject context = JsonObject.of(Trial.output(result));
        assertEquals("execution-1", context.value("Execution", "Name"));
        assertEquals(Map.of("a", 1), context.value("Execution", "Input"));
        assertEquals("2026-01-01T00:00:00.000Z", context.value("Execution", "StartTime"));
        assertEquals(
                "arn:aws:states:local:000000000000:execution:trial:execution-1",
                context.value("Execution", "Id"));
        assertEquals("A", context.value("State", "Name"));
        assertEquals(0, context.value("State", "RetryCount"));
        assertEquals("trial", context.value("StateMachine", "Name"));
        assertNull(context.value("Task"));
    }

    @Test
    void integralNumbersComeOutAsIntegersAndNullStaysNull() throws Exception {
        ExecutionResult result =
                run(
                        """
                        "A": {"Type": "Pass", "Output": ["{% 10 / 2 %}", "{% 1 / 4 %}", "{% $sum([0.5, 0.5]) %}", "{% null %}", "{% {'a': null} %}", "{% $states.input.big %}"], "End": true}
                        """,
                        Map.of("big", 9_007_199_254_740_991L));

        assertEquals(
                "[5,0.25,1,null,{\"a\":null},9007199254740991]", Json.write(Trial.output(result)));
    }

    @Test
    void theFunctionsOfStepFunctionsAreThere() throws Exception {
        ExecutionResult result =
                run(
                        """
                        "A": {"Type": "Pass", "Output": ["{% $hash('abc', 'SHA-1') %}", "{% $parse('[1,null]') %}", "{% $partition([1,2,3], 2) %}",
                            "{% $range(10, 0, -5) %}", "{% $random(7) = $random(7) %}", "{% $random() < 1 %}", "{% $length($uuid()) %}",
                            "{% $exists($parse($undefined)) %}"], "End": true}
                        """,
                        Map.of());

        assertEquals(
                Trial.json(
                        "['a9993e364706816aba3e25717850c26c9cd0d89d',[1,null],[[1,2],[3]],[10,5,0],true,true,36,false]"),
                Trial.output(result));
    }

    @Test
    void nowIsTheTimeOfTheEvaluation() throws Exception {
        ExecutionResult result =
                run(
                        """
                        "A": {"Type": "Wait", "Seconds": 90, "Assign": {"before": "{% $now() %}"}, "Next": "B"},
                        "B": {"Type": "Wait", "Seconds": 10, "Output": ["{% $before %}", "{% $now() %}", "{% $now('[H01]:[m01]') %}", "{% $millis() %}"], "Next": "C"},
                        "C": {"Type": "Pass", "Output": ["{% $states.input %}", "{% $now() %}"], "End": true}
                        """,
                        Map.of());

        assertEquals(
                Trial.json(
                        "[['2026-01-01T00:01:30.000Z','2026-01-01T00:01:40.000Z','00:01',1767225700000],'2026-01-01T00:01:40.000Z']"),
                Trial.output(result));
    }

    @Test
    void evalIsNotThere() throws Exception {
        ExecutionResult result =
                run(
                        """
                        "A": {"Type": "Pass", "Output": "{% $eval('1') %}", "End": true}
                        """,
                        Map.of());

        assertEquals("States.QueryEvaluationError", result.error());
    }

    @Test
    void anEvaluationThatThrowsNamesExpressionFieldAndReason() throws Exception {
        ExecutionResult result =
                run(
                        """
                        "A": {"Type": "Pass", "Output": {"a": [1, "{% 'x' + 1 %}"]}, "End": true}
                        """,
                        Map.of());

        assertEquals(
                "An error occurred while executing the state 'A' (entered at the event id #2). The"
                        + " JSONata expression ''x' + 1' specified for the field 'Output/a[1]' threw"
                        + " an error during evaluation. T2001: The left side of the \"+\" operator must"
                        + " evaluate to a number",
                result.cause());
    }

    @Test
    void aFailStateMayHaveNeitherErrorNorCause() throws Exception {
        ExecutionResult result = run("\"A\": {\"Type\": \"Fail\"}", Map.of());

        assertEquals(new ExecutionResult(ExecutionStatus.FAILED, null, null, null), result);
    }

    @Test
    void anOutputBeyondTheLimitEndsTheExecution() throws Exception {
        ExecutionResult result =
                run(
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
                run(
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
        run(
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

package systems.tasker.local.asl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.json.Json;
import systems.tasker.json.JsonObject;

/** What expressions read and give: variables and their scopes, the context object, functions. */
final class ExpressionsTest {
    private final Trial trial = new Trial();

    @Test
    void allExpressionsOfAStateReadTheVariablesFromBeforeIt() throws Exception {
        ExecutionResult result =
                trial.runStates(
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
                trial.runStates(
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
                trial.runStates(
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
                trial.runStates(
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
                trial.runStates(
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
                trial.runStates(
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
                trial.runStates(
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
                trial.runStates(
                        """
                        "A": {"Type": "Pass", "Output": "{% $eval('1') %}", "End": true}
                        """,
                        Map.of());

        assertEquals("States.QueryEvaluationError", result.error());
    }

    @Test
    void anEvaluationThatThrowsNamesExpressionFieldAndReason() throws Exception {
        ExecutionResult result =
                trial.runStates(
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
}

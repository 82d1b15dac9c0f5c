package systems.tasker.local.asl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.json.Json;

/** Tasks: calls and answers, limits, time-outs, bugs. */
final class TaskTest {
    private final Trial trial = new Trial();

    /** A machine of one Task that calls <code>f</code>, and a state <code>Caught</code>. */
    static String machine(String fields) {
        return """
        {"QueryLanguage": "JSONata", "StartAt": "T", "States": {
            "T": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                  "Arguments": {"FunctionName": "f", "Payload": {"in": "{% $states.input %}", "retry": "{% $states.context.State.RetryCount %}"}},
                  FIELDS "End": true}}}
        """
                .replace("FIELDS", fields);
    }

    static String caught(String fields) {
        return machine(
                        fields
                                + "\"Catch\": [{\"ErrorEquals\": [\"States.ALL\"], \"Next\": \"C\"}],")
                .replace("\"End\": true}}}", "\"End\": true}, \"C\": {\"Type\": \"Succeed\"}}}");
    }

    /** A function that always fails. */
    static Trial.Function failing(String error) {
        return payload -> {
            throw new FunctionFailed(error, "because");
        };
    }

    /** Fails with these errors in turn, and then succeeds. */
    static Trial.Function failingWith(String... errors) {
        List<String> left = new ArrayList<>(List.of(errors));
        return payload -> {
            if (left.isEmpty()) {
                return payload.value("retry");
            }
            throw new FunctionFailed(left.removeFirst(), "because");
        };
    }

    @Test
    void theResultOfInvokeIsTheAnswerWithTheResponseAroundIt() throws Exception {
        trial.function("f", payload -> Map.of("got", payload.fields()));

        ExecutionResult result =
                trial.run(
                        machine("\"Output\": \"{% $states.result.Payload.got.in.a %}\","),
                        Map.of("a", 7));

        assertEquals(7, Trial.output(result));
    }

    @Test
    void theAnswerNullIsAPayloadNull() throws Exception {
        trial.function("f", payload -> null);

        ExecutionResult result =
                trial.run(machine("\"Output\": \"{% [$states.result.Payload] %}\","), Map.of());

        assertEquals("[null]", Json.write(Trial.output(result)));
    }

    @Test
    void aFunctionsArnAsResourceTakesAndGivesTheFunctionsOwnValues() throws Exception {
        String arn = "arn:aws:lambda:eu-west-1:123456789012:function:f";
        trial.function(arn, payload -> payload.fields());

        ExecutionResult result =
                trial.run(
                        """
                        {"QueryLanguage": "JSONata", "StartAt": "T", "States": {
                            "T": {"Type": "Task", "Resource": "%s", "End": true}}}
                        """
                                .formatted(arn),
                        Map.of("a", 1));

        assertEquals(Map.of("a", 1), Trial.output(result));
        assertEquals(
                List.of(
                        "ExecutionStarted",
                        "TaskStateEntered",
                        "LambdaFunctionScheduled",
                        "LambdaFunctionStarted",
                        "LambdaFunctionSucceeded",
                        "TaskStateExited",
                        "ExecutionSucceeded"),
                trial.types());
    }

    @Test
    void aPayloadBeyondTheLimitIsNotCaught() throws Exception {
        trial.function("f", payload -> "x".repeat(256 * 1024));

        ExecutionResult result = trial.run(caught(""), Map.of());

        assertEquals("States.DataLimitExceeded", result.error());
    }

    @Test
    void aPayloadJustBelowTheLimitPasses() throws Exception {
        trial.function("f", payload -> "x".repeat(256 * 1024 - 2));

        ExecutionResult result =
                trial.run(machine("\"Output\": \"{% $states.result.Payload %}\","), Map.of());

        assertEquals(ExecutionStatus.SUCCEEDED, result.status());
    }

    @Test
    void aTimeOutEndsTheStateWhileTheFunctionGoesOn() throws Exception {
        trial.function(
                "f",
                payload -> {
                    trial.clock.sleep(Duration.ofSeconds(60));
                    trial.calls.put("ended", List.of(trial.seconds()));
                    return "late";
                });

        ExecutionResult result =
                trial.run(
                        caught("\"TimeoutSeconds\": \"{% $states.input.limit %}\","),
                        Map.of("limit", 10),
                        execution -> trial.clock.sleep(Duration.ofSeconds(100)));

        assertEquals(Map.of("Error", "States.Timeout"), Trial.output(result));
        assertEquals(VirtualScheduler.START.plusSeconds(10), trial.history().getLast().timestamp());
        assertEquals(List.of(60.0), trial.calls.get("ended"));
        assertTrue(trial.types().contains("TaskTimedOut"));
    }

    @Test
    void aBugInTheInvokerEndsTheExecutionAndIsNotRetried() throws Exception {
        trial.function(
                "f",
                payload -> {
                    throw new IllegalStateException("a bug");
                });

        ExecutionResult result =
                trial.run(caught("\"Retry\": [{\"ErrorEquals\": [\"States.ALL\"]}],"), Map.of());

        assertEquals("States.Runtime", result.error());
        assertEquals("java.lang.IllegalStateException: a bug", result.cause());
        assertEquals(Map.of("f", List.of(0.0)), trial.calls);
    }

    @Test
    void anErrorOfTheJavaMachineEndsTheExecutionToo() throws Exception {
        trial.function(
                "f",
                payload -> {
                    throw new NoClassDefFoundError("gone");
                });

        assertEquals("States.Runtime", trial.run(machine(""), Map.of()).error());
    }
}

package systems.tasker.local.asl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.json.JsonText;

/** Parallels: branches side by side, failures, retries, nesting, and the history they leave. */
final class ParallelTest {
    private final Trial trial = new Trial();

    private static String machine(String branches, String fields) {
        return """
        {"QueryLanguage": "JSONata", "StartAt": "P", "States": {
            "P": {"Type": "Parallel", %s "Branches": [%s], "Next": "End"},
            "End": {"Type": "Succeed"}}}
        """
                .formatted(fields, branches);
    }

    private static String waits(String name, int seconds) {
        return """
        {"StartAt": "%s", "States": {"%s": {"Type": "Wait", "Seconds": %d, "Output": "%s", "End": true}}}
        """
                .formatted(name, name, seconds, name);
    }

    private static String fails(String name, int seconds) {
        return """
        {"StartAt": "%s", "States": {"%s": {"Type": "Wait", "Seconds": %d, "Next": "fail %s"},
            "fail %s": {"Type": "Fail", "Error": "Custom", "Cause": "told so"}}}
        """
                .formatted(name, name, seconds, name, name);
    }

    @Test
    void branchesRunSideBySideAndGiveTheirOutputsInTheirOrder() throws Exception {
        ExecutionResult result =
                trial.run(machine(waits("slow", 30) + "," + waits("fast", 10), ""), Map.of());

        assertEquals(List.of("slow", "fast"), Trial.output(result));
        assertEquals(30, trial.seconds());
    }

    @Test
    void branchesGetTheArgumentsAsTheirInput() throws Exception {
        ExecutionResult result =
                trial.run(
                        machine(
                                """
                                {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}
                                """,
                                "\"Arguments\": {\"x\": \"{% $states.input.a %}\"},"),
                        Map.of("a", 5));

        assertEquals(List.of(Map.of("x", 5)), Trial.output(result));
    }

    @Test
    void aFailingBranchStopsItsSiblingsAndGivesItsErrorToTheParallel() throws Exception {
        ExecutionResult result =
                trial.run(machine(waits("slow", 30) + "," + fails("bad", 10), ""), Map.of());

        assertEquals(
                new ExecutionResult(ExecutionStatus.FAILED, null, "Custom", "told so"), result);
        assertEquals(10, trial.seconds());
        assertEquals(
                List.of("WaitStateAborted", "ParallelStateFailed", "ExecutionFailed"),
                trial.types().subList(trial.types().size() - 3, trial.types().size()));
    }

    @Test
    void aParallelIsRetriedAsAWhole() throws Exception {
        ExecutionResult result =
                trial.run(
                        machine(
                                fails("bad", 10),
                                """
                                "Retry": [{"ErrorEquals": ["Custom"], "IntervalSeconds": 5, "MaxAttempts": 2, "BackoffRate": 1}],
                                "Catch": [{"ErrorEquals": ["States.BranchFailed"], "Next": "End", "Output": "{% $states.errorOutput %}"}],
                                """),
                        Map.of());

        assertEquals(Map.of("Error", "Custom", "Cause", "told so"), Trial.output(result));
        assertEquals(40, trial.seconds());
        assertEquals(3, trial.types().stream().filter("ParallelStateFailed"::equals).count());
    }

    @Test
    void stoppingAnExecutionStopsEveryBranchTheInnermostFirst() throws Exception {
        ExecutionResult result =
                trial.run(
                        machine(
                                """
                                {"StartAt": "Q", "States": {"Q": {"Type": "Parallel", "End": true, "Branches": [%s]}}}
                                """
                                        .formatted(waits("inner", 100)),
                                ""),
                        Map.of(),
                        execution -> {
                            trial.clock.sleep(Duration.ofSeconds(1));
                            execution.stop("Stop", "now");
                        });

        assertEquals(ExecutionStatus.ABORTED, result.status());
        assertEquals(
                List.of(
                        "WaitStateAborted",
                        "ParallelStateAborted",
                        "ParallelStateAborted",
                        "ExecutionAborted"),
                trial.types().subList(trial.types().size() - 4, trial.types().size()));
    }

    @Test
    void eventsOfABranchHangByEachOther() throws Exception {
        trial.run(machine(waits("slow", 30) + "," + waits("fast", 10), ""), Map.of());

        List<HistoryEvent> history = trial.history();
        long started = only(history, "ParallelStateStarted", null).id();
        HistoryEvent slow = only(history, "WaitStateEntered", "slow");
        HistoryEvent fast = only(history, "WaitStateEntered", "fast");
        assertEquals(started, slow.previousEventId());
        assertEquals(started, fast.previousEventId());
        assertEquals(fast.id(), only(history, "WaitStateExited", "fast").previousEventId());
        HistoryEvent last = only(history, "WaitStateExited", "slow");
        assertEquals(slow.id(), last.previousEventId());
        HistoryEvent succeeded = only(history, "ParallelStateSucceeded", null);
        assertEquals(last.id(), succeeded.previousEventId());
        assertEquals(succeeded.id(), only(history, "ParallelStateExited", "P").previousEventId());
    }

    private static HistoryEvent only(
            List<HistoryEvent> history, String type, @Nullable String name) {
        List<HistoryEvent> found =
                history.stream()
                        .filter(event -> event.type().equals(type))
                        .filter(event -> name == null || name.equals(event.details().get("name")))
                        .toList();
        assertEquals(1, found.size(), type);
        return found.getFirst();
    }

    @Test
    void aMachineOfThreeHundredParallelsWithinEachOtherRuns() throws Exception {
        String branch = waits("innermost", 1);
        for (int i = 0; i < 300; i++) {
            branch =
                    """
                    {"StartAt": "P%d", "States": {"P%d": {"Type": "Parallel", "Output": {}, "End": true, "Branches": [%s, %s]}}}
                    """
                            .formatted(i, i, branch, waits("beside " + i, 1));
        }
        String deep = branch;
        Machine machine =
                Machine.read("deep", deep.replaceFirst("\\{", "{\"QueryLanguage\": \"JSONata\", "));

        ExecutionResult result =
                new LocalStepFunctions((f, p) -> p, new SystemScheduler(), () -> 0)
                        .start(machine, "deep", new JsonText("{}"), ExecutionListener.NONE)
                        .result()
                        .get(60, TimeUnit.SECONDS);

        assertEquals(
                new ExecutionResult(ExecutionStatus.SUCCEEDED, new JsonText("{}"), null, null),
                result);
    }

    @Test
    void outputsNestedDeeperThanJsonMayBeAreAnErrorAndNotAnOverflow() throws Exception {
        String branch = waits("innermost", 0);
        for (int i = 0; i < 250; i++) {
            branch =
                    """
                    {"StartAt": "P%d", "States": {"P%d": {"Type": "Parallel", "End": true, "Branches": [%s]}}}
                    """
                            .formatted(i, i, branch);
        }

        ExecutionResult result =
                trial.run(
                        branch.replaceFirst("\\{", "{\"QueryLanguage\": \"JSONata\", "), Map.of());

        assertEquals("States.DataLimitExceeded", result.error());
    }

    @Test
    void oneMachineServesManyExecutionsAtOnce() throws Exception {
        Machine machine =
                Machine.read(
                        "shared",
                        """
                        {"QueryLanguage": "JSONata", "StartAt": "A", "States": {
                            "A": {"Type": "Pass", "Assign": {"x": "{% $states.input.n * 2 %}"}, "Next": "P"},
                            "P": {"Type": "Parallel", "Output": "{% $sum($states.result) %}", "End": true, "Branches": [
                                {"StartAt": "L", "States": {"L": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                                    "Arguments": {"FunctionName": "f", "Payload": {"n": "{% $x + 1 %}"}}, "Output": "{% $states.result.Payload.n %}", "End": true}}},
                                {"StartAt": "R", "States": {"R": {"Type": "Pass", "Output": "{% ($y := $x; $y * 10) %}", "End": true}}}]}}}
                        """);
        LocalStepFunctions service =
                new LocalStepFunctions((f, p) -> p, new SystemScheduler(), () -> 0);
        List<Execution> executions = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            executions.add(
                    service.start(
                            machine,
                            "e" + i,
                            new JsonText("{\"n\":" + i + "}"),
                            ExecutionListener.NONE));
        }

        for (int i = 0; i < executions.size(); i++) {
            ExecutionResult result = executions.get(i).result().get(60, TimeUnit.SECONDS);
            assertEquals(2 * i + 1 + 20 * i, Trial.output(result));
        }
    }
}

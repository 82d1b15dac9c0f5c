package systems.tasker.local.asl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import systems.tasker.asl.StateMachineWriter;
import systems.tasker.compiler.CompiledWorkflow;
import systems.tasker.compiler.Compiler;
import systems.tasker.compiler.emit.CompiledFunction;
import systems.tasker.compiler.figures.Figures;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.json.JsonText;
import systems.tasker.local.project.Checkout;

/** What is said of a machine before it runs, beside the history of an execution. */
final class FiguresOfExecutionsTest {
    private static final String N =
            """
            name: n
            namespace_name: test
            step_templates:
              - {name: a, handler_class: A}
              - {name: b, handler_class: B}
              - {name: c, handler_class: C, depends_on_steps: [a]}
              - {name: d, handler_class: D, depends_on_steps: [a, b]}
            """;
    private static final String SINGLE =
            """
            name: single
            namespace_name: test
            step_templates:
              - {name: a, handler_class: A, default_retry_limit: 3}
            """;

    private static CompiledWorkflow compiled(String template) {
        return new Compiler().compile("test.yaml", template).workflow().orElseThrow();
    }

    private static long transitions(Trial trial) {
        long entered = trial.types().stream().filter(type -> type.endsWith("StateEntered")).count();
        long tasks = Collections.frequency(trial.types(), "TaskStateEntered");
        long attempts = Collections.frequency(trial.types(), "TaskScheduled");
        return entered + attempts - tasks;
    }

    private static ExecutionResult run(Trial trial, CompiledWorkflow workflow) throws Exception {
        return trial.run(StateMachineWriter.pretty(workflow.machine()), Map.of());
    }

    private static void checkWithoutFailures(CompiledWorkflow workflow) throws Exception {
        Trial trial = new Trial();
        for (CompiledFunction function : workflow.functions().all()) {
            trial.function(function.placeholder(), payload -> Map.of());
        }
        trial.function(
                workflow.functions().gate().placeholder(),
                payload -> {
                    String token = payload.text("token").orElseThrow();
                    trial.clock.fork(
                            "predecessors",
                            () -> {
                                trial.clock.sleep(Duration.ofSeconds(1));
                                trial.service.sendTaskSuccess(token, JsonText.of(Map.of()));
                            });
                    return Map.of();
                });
        assertEquals(ExecutionStatus.SUCCEEDED, run(trial, workflow).status());
        Figures figures = Figures.of(workflow.machine());
        assertEquals(figures.transitions(), transitions(trial));
        assertEquals(figures.historyEvents(), trial.history().size());
    }

    @Test
    void userRegistrationTakesWhatIsSaid() throws Exception {
        checkWithoutFailures(Checkout.userRegistration());
    }

    @Test
    void aMachineWithAGateTakesWhatIsSaid() throws Exception {
        checkWithoutFailures(compiled(N));
    }

    /** Every try is preceded by all that the retriers allow, and asks for a wait while it may. */
    @Test
    void theWorstCaseIsReached() throws Exception {
        CompiledWorkflow workflow = compiled(SINGLE);
        Trial trial = new Trial();
        trial.random.addAll(Collections.nCopies(1_000, 0.0));
        Map<String, Integer> calls = new HashMap<>();
        trial.function(
                workflow.functions().bySteps().firstEntry().getValue().placeholder(),
                payload -> {
                    int call = calls.merge("step", 1, Integer::sum);
                    if (call % 7 != 0) {
                        throw new FunctionFailed("Lambda.ServiceException", "not there");
                    }
                    throw call == 4 * 7
                            ? new FunctionFailed("systems.tasker.PermanentError", "at last")
                            : new FunctionFailed("systems.tasker.RetryAfter", "retry after 1 s");
                });
        trial.function(
                workflow.functions().recorder().placeholder(),
                payload -> answerAfter(12, "recorder", calls));
        trial.function(
                workflow.functions().finalizer().placeholder(),
                payload -> {
                    int call = calls.merge("finalize", 1, Integer::sum);
                    throw new FunctionFailed(
                            call <= 6 ? "Lambda.ServiceException" : "Error", "again " + call);
                });
        assertEquals(ExecutionStatus.FAILED, run(trial, workflow).status());
        Figures figures = Figures.of(workflow.machine());
        assertEquals(figures.worstTransitions(), transitions(trial));
        assertEquals(figures.worstHistoryEvents(), trial.history().size());
    }

    private static Map<String, Object> answerAfter(
            int failures, String function, Map<String, Integer> calls) throws FunctionFailed {
        if (calls.merge(function, 1, Integer::sum) <= failures) {
            throw new FunctionFailed("Error", "again");
        }
        return new LinkedHashMap<>();
    }
}

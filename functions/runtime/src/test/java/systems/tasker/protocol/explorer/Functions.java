package systems.tasker.protocol.explorer;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import systems.tasker.FunctionError;
import systems.tasker.HandlerError;
import systems.tasker.PermanentError;
import systems.tasker.RetryableError;
import systems.tasker.Sequence;
import systems.tasker.ServiceDirectory;
import systems.tasker.Step;
import systems.tasker.Task;
import systems.tasker.handler.ConfiguredTask;
import systems.tasker.handler.StepHandler;
import systems.tasker.json.JsonText;
import systems.tasker.protocol.GateFunction;
import systems.tasker.protocol.RecorderFunction;
import systems.tasker.protocol.TaskerRuntime;
import systems.tasker.service.Refusal;
import systems.tasker.service.TaskService;
import systems.tasker.service.Workflow;
import systems.tasker.testing.HarnessContext;

/** Runs invocations through the production entry points. */
final class Functions {
    private static final ServiceDirectory NO_SERVICES = ServiceDirectory.of(null);
    private static final GateFunction GATE = new GateFunction();
    private static final RecorderFunction RECORDER = new RecorderFunction();
    private static final ConfiguredTask TASK = new ConfiguredTask();

    private Functions() {}

    /** How an invocation ended: with an answer, or the name and message of an error. */
    record End(@Nullable String error, String message) {
        static final End ANSWER = new End(null, "");
        static final End DEATH = new End("Lambda.Unknown", "");
    }

    /** Lets an invocation make its next call; null where it has another one to make then. */
    static @Nullable End run(Invocation invocation, Ports ports, Scenario scenario) {
        try {
            if (invocation.kind() == Invocation.Kind.OPERATOR) {
                resume(ports, scenario);
                return End.ANSWER;
            }
            function(invocation, scenario)
                    .handleRequest(
                            new ByteArrayInputStream(
                                    invocation.payload().getBytes(StandardCharsets.UTF_8)),
                            new ByteArrayOutputStream(),
                            new HarnessContext(
                                    invocation.id(),
                                    new TaskerRuntime(ports, ports, NO_SERVICES, ports),
                                    line -> {}));
            return End.ANSWER;
        } catch (Ports.Stop e) {
            return null;
        } catch (FunctionError | HandlerError e) {
            return new End(e.getClass().getName(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void resume(Ports ports, Scenario scenario) {
        Workflow workflow =
                new Workflow(
                        World.NAMESPACE,
                        World.WORKFLOW,
                        "1.0.0",
                        JsonText.EMPTY_OBJECT,
                        scenario.steps().stream()
                                .map(step -> new Workflow.WorkflowStep(step, List.of(), false))
                                .toList());
        try {
            new TaskService(ports, ports, List.of(workflow), ports).operations().retry(World.TASK);
        } catch (Refusal e) {
            // The task has come to its end in the meantime.
        }
    }

    private static RequestStreamHandler function(Invocation invocation, Scenario scenario) {
        return switch (invocation.kind()) {
            case STEP -> new Handler(scenario, invocation.strand().run());
            case RECORDER -> RECORDER;
            case GATE -> GATE;
            case FINALIZE -> TASK;
            case OPERATOR -> throw new IllegalArgumentException("No function");
        };
    }

    private static final class Handler extends StepHandler {
        private final Scenario scenario;
        private final int run;

        Handler(Scenario scenario, int run) {
            this.scenario = scenario;
            this.run = run;
        }

        @Override
        public @Nullable Object process(Task task, Sequence sequence, Step step) {
            if (run == 1 && scenario.failing().contains(step.name())) {
                throw new PermanentError("in the first run");
            }
            if (step.attempts() == 1 && scenario.flaky().contains(step.name())) {
                throw new RetryableError("at the first attempt");
            }
            return Map.of();
        }
    }
}

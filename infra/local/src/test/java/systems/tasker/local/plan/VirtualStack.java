package systems.tasker.local.plan;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import systems.tasker.FunctionError;
import systems.tasker.HandlerError;
import systems.tasker.Sequence;
import systems.tasker.ServiceDirectory;
import systems.tasker.Step;
import systems.tasker.Task;
import systems.tasker.asl.StateMachineWriter;
import systems.tasker.compiler.CompiledWorkflow;
import systems.tasker.engine.ExecutionInput;
import systems.tasker.handler.ConfiguredTask;
import systems.tasker.handler.StepHandler;
import systems.tasker.json.Json;
import systems.tasker.json.JsonText;
import systems.tasker.local.asl.Execution;
import systems.tasker.local.asl.ExecutionListener;
import systems.tasker.local.asl.ExecutionResult;
import systems.tasker.local.asl.FunctionFailed;
import systems.tasker.local.asl.HistoryEvent;
import systems.tasker.local.asl.LocalStepFunctions;
import systems.tasker.local.asl.Machine;
import systems.tasker.local.asl.Scheduler;
import systems.tasker.local.asl.VirtualScheduler;
import systems.tasker.protocol.GateFunction;
import systems.tasker.protocol.RecorderFunction;
import systems.tasker.protocol.TaskerRuntime;
import systems.tasker.store.InMemoryTaskStore;
import systems.tasker.store.StepItem;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskStore;
import systems.tasker.testing.HarnessContext;

/**
 * A workflow deployed on a virtual clock: its emitted machine in the engine, the production entry
 * points of gate, recorder and Finalize, steps whose handlers are the test's, a store in memory.
 */
final class VirtualStack {
    static final Instant START = VirtualScheduler.START;

    private static final String TASK = "task";
    private static final ServiceDirectory NO_SERVICES = ServiceDirectory.of(null);

    private final CompiledWorkflow workflow;
    private final Machine machine;

    VirtualStack(CompiledWorkflow workflow) {
        this.workflow = workflow;
        this.machine =
                Machine.read(workflow.name(), StateMachineWriter.compact(workflow.machine()));
    }

    /** What the handler of each step does; time passes only where it sleeps. */
    interface Work {
        void run(Step step, Scheduler clock);
    }

    /**
     * What happened.
     *
     * @param begins when each handler was called, by step, in the order of the first calls
     * @param ends when each handler returned
     */
    record Outcome(
            ExecutionResult result,
            Instant end,
            TaskItem task,
            SequencedMap<String, StepItem> steps,
            SequencedMap<String, List<Instant>> begins,
            SequencedMap<String, Instant> ends,
            List<HistoryEvent> history) {

        /** State transitions, as they are billed. */
        long transitions() {
            return history.stream().filter(event -> event.type().endsWith("StateEntered")).count();
        }
    }

    Outcome run(Work work) {
        return run(work, store -> store);
    }

    /**
     * Runs a task.
     *
     * @param between may put something between the functions and the store
     */
    Outcome run(Work work, UnaryOperator<TaskStore> between) {
        try {
            return new Run(work, between).outcome();
        } catch (Exception e) {
            throw new AssertionError("The run did not come to its end", e);
        }
    }

    private final class Run {
        private final VirtualScheduler clock = new VirtualScheduler();
        private final InMemoryTaskStore store = new InMemoryTaskStore();
        private final SequencedMap<String, List<Instant>> begins = new LinkedHashMap<>();
        private final SequencedMap<String, Instant> ends = new LinkedHashMap<>();
        private final AtomicInteger requests = new AtomicInteger();
        private final Map<String, RequestStreamHandler> functions = new LinkedHashMap<>();
        private final LocalStepFunctions service =
                new LocalStepFunctions(this::invoke, clock, () -> 0.5);
        private final TaskerRuntime runtime;

        Run(Work work, UnaryOperator<TaskStore> between) {
            this.runtime =
                    new TaskerRuntime(
                            between.apply(store),
                            clock::now,
                            NO_SERVICES,
                            token -> service.sendTaskSuccess(token, JsonText.EMPTY_OBJECT));
            RequestStreamHandler handler = new Handler(work);
            workflow.functions()
                    .bySteps()
                    .values()
                    .forEach(function -> functions.put(function.placeholder(), handler));
            functions.put(workflow.functions().finalizer().placeholder(), new ConfiguredTask());
            functions.put(workflow.functions().recorder().placeholder(), new RecorderFunction());
            functions.put(workflow.functions().gate().placeholder(), new GateFunction());
        }

        Outcome outcome() throws Exception {
            store.put(
                    TaskItem.created(
                            TASK,
                            workflow.namespace(),
                            workflow.name(),
                            workflow.version(),
                            "correlation",
                            "fingerprint",
                            JsonText.EMPTY_OBJECT,
                            workflow.steps(),
                            clock.now()));
            Execution execution = clock.run(this::execute);
            return new Outcome(
                    execution.result().join(),
                    execution.history().getLast().timestamp(),
                    store.task(TASK).orElseThrow(),
                    store.readAll(TASK).steps(),
                    begins,
                    ends,
                    execution.history());
        }

        private Execution execute() {
            Scheduler.Signal ended = clock.signal();
            Execution execution =
                    service.start(
                            machine,
                            TASK,
                            new ExecutionInput(TASK, 1, "correlation").json(),
                            new ExecutionListener() {
                                @Override
                                public void ended(ExecutionResult result) {
                                    ended.set();
                                }
                            });
            ended.await(null);
            return execution;
        }

        private JsonText invoke(String name, JsonText payload) throws FunctionFailed {
            RequestStreamHandler function = functions.get(name);
            if (function == null) {
                throw new AssertionError("No function " + name);
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try {
                function.handleRequest(
                        new ByteArrayInputStream(payload.text().getBytes(StandardCharsets.UTF_8)),
                        out,
                        new HarnessContext(
                                "request-" + requests.incrementAndGet(), runtime, line -> {}));
            } catch (FunctionError | HandlerError e) {
                SequencedMap<String, @Nullable Object> error = new LinkedHashMap<>();
                error.put("errorMessage", e.getMessage());
                error.put("errorType", e.getClass().getName());
                throw new FunctionFailed(e.getClass().getName(), Json.write(error));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new JsonText(out.toString(StandardCharsets.UTF_8));
        }

        private final class Handler extends StepHandler {
            private final Work work;

            Handler(Work work) {
                this.work = work;
            }

            @Override
            public @Nullable Object process(Task task, Sequence sequence, Step step) {
                synchronized (begins) {
                    begins.computeIfAbsent(step.name(), name -> new ArrayList<>()).add(clock.now());
                }
                work.run(step, clock);
                synchronized (begins) {
                    ends.put(step.name(), clock.now());
                }
                return Map.of();
            }
        }
    }
}

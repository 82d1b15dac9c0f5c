package systems.tasker.local.asl;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import systems.tasker.json.Json;
import systems.tasker.json.JsonObject;
import systems.tasker.json.JsonText;

/** Executions on a virtual clock, with functions written in the test. */
final class Trial {
    /** A function: may use the clock, and the service to answer tokens. */
    interface Function {
        @Nullable Object answer(JsonObject payload) throws FunctionFailed;
    }

    final VirtualScheduler clock = new VirtualScheduler();
    final List<HistoryEvent> live = new ArrayList<>();
    final Deque<Double> random = new ArrayDeque<>();
    final LocalStepFunctions service;

    /** When each function was called, as seconds since the start. */
    final Map<String, List<Double>> calls = new LinkedHashMap<>();

    private final Map<String, Function> functions = new LinkedHashMap<>();
    private @Nullable Execution last;

    Trial() {
        service = new LocalStepFunctions(this::invoke, clock, random::remove);
    }

    Trial function(String name, Function function) {
        functions.put(name, function);
        return this;
    }

    private JsonText invoke(String name, JsonText payload) throws FunctionFailed {
        synchronized (calls) {
            calls.computeIfAbsent(name, absent -> new ArrayList<>()).add(seconds());
        }
        Function function = functions.get(name);
        if (function == null) {
            throw new FunctionFailed("Lambda.ResourceNotFoundException", "No function " + name);
        }
        return JsonText.of(function.answer(payload.object()));
    }

    /** Seconds since the start. */
    double seconds() {
        return Duration.between(VirtualScheduler.START, clock.now()).toMillis() / 1000.0;
    }

    ExecutionResult run(String machine, @Nullable Object input) throws Exception {
        return run(machine, input, execution -> {});
    }

    /** Runs a machine; meanwhile something else, on the same clock. */
    ExecutionResult run(String machine, @Nullable Object input, Consumer<Execution> meanwhile)
            throws Exception {
        Machine read = Machine.read("trial", machine);
        return clock.run(
                () -> {
                    Scheduler.Signal ended = clock.signal();
                    Execution execution =
                            service.start(
                                    read,
                                    "execution-1",
                                    JsonText.of(input),
                                    new ExecutionListener() {
                                        @Override
                                        public void event(HistoryEvent event) {
                                            live.add(event);
                                        }

                                        @Override
                                        public void ended(ExecutionResult result) {
                                            ended.set();
                                        }
                                    });
                    last = execution;
                    meanwhile.accept(execution);
                    ended.await(null);
                    return execution.result().join();
                });
    }

    /** The events of the execution that ran last. */
    List<HistoryEvent> history() {
        if (last == null) {
            throw new IllegalStateException("Nothing ran");
        }
        return last.history();
    }

    List<String> types() {
        return history().stream().map(HistoryEvent::type).toList();
    }

    /** What an execution gave, as a plain value. */
    static @Nullable Object output(ExecutionResult result) {
        JsonText output = result.output();
        if (output == null) {
            throw new AssertionError("No output: " + result);
        }
        return output.value();
    }

    /** A value from JSON, with ' for ", and ~ for a quote within a string. */
    static @Nullable Object json(String text) {
        return Json.parse(text.replace('\'', '"').replace("~", "\\\""));
    }

    /** Runs these states, from A. */
    ExecutionResult runStates(String states, Object input) throws Exception {
        return run(
                "{'QueryLanguage':'JSONata','StartAt':'A','States':{".replace('\'', '"')
                        + states
                        + "}}",
                input);
    }
}

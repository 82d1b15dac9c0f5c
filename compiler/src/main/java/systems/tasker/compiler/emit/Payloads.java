package systems.tasker.compiler.emit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import systems.tasker.asl.Jsonata;
import systems.tasker.compiler.plan.Plan;
import systems.tasker.compiler.template.Located;
import systems.tasker.compiler.template.StepTemplate;
import systems.tasker.compiler.template.TaskTemplate;

/**
 * What the functions of a machine are called with: who calls, from the execution, and what the
 * template says. Of constant size, whatever the steps' results are.
 */
final class Payloads {
    private static final Jsonata RETRY_COUNT = new Jsonata("$states.context.State.RetryCount");

    private final Map<String, List<String>> gatesByStep = new HashMap<>();

    Payloads(Plan plan) {
        noteGates(plan);
    }

    private void noteGates(Plan plan) {
        switch (plan) {
            case Plan.Step step -> {}
            case Plan.Gate gate -> {
                for (String step : gate.waitsFor()) {
                    gatesByStep.computeIfAbsent(step, name -> new ArrayList<>()).add(gate.name());
                }
            }
            case Plan.Sequence sequence -> sequence.parts().forEach(this::noteGates);
            case Plan.Parallel parallel -> parallel.branches().forEach(this::noteGates);
        }
    }

    SequencedMap<String, @Nullable Object> step(StepTemplate step) {
        SequencedMap<String, @Nullable Object> payload = fromExecution();
        payload.put("retry_count", RETRY_COUNT);
        payload.put("step", Text.literal(step.name().value()));
        payload.put(
                "depends_on", Text.literal(step.dependsOn().stream().map(Located::value).toList()));
        payload.put("retryable", step.retryable());
        payload.put("retry_limit", step.retryLimit());
        payload.put("handler_config", Text.literal(step.handlerConfig()));
        addGates(step.name().value(), payload);
        return payload;
    }

    SequencedMap<String, @Nullable Object> recorder(String step) {
        SequencedMap<String, @Nullable Object> payload = fromExecution();
        payload.put("step", Text.literal(step));
        payload.put("error", new Jsonata("$states.input.error"));
        payload.put("cause", new Jsonata("$states.input.cause"));
        addGates(step, payload);
        return payload;
    }

    /** The gates that wait for a step. */
    private void addGates(String step, SequencedMap<String, @Nullable Object> payload) {
        List<String> gates = gatesByStep.getOrDefault(step, List.of());
        if (!gates.isEmpty()) {
            payload.put("gates", Text.literal(gates));
        }
    }

    static SequencedMap<String, @Nullable Object> gate(Plan.Gate gate) {
        SequencedMap<String, @Nullable Object> payload = fromExecution();
        payload.put("retry_count", RETRY_COUNT);
        payload.put("gate", Text.literal(gate.name()));
        payload.put("waits_for", Text.literal(gate.waitsFor()));
        payload.put("token", new Jsonata("$states.context.Task.Token"));
        return payload;
    }

    static SequencedMap<String, @Nullable Object> finalizer(TaskTemplate template) {
        SequencedMap<String, @Nullable Object> payload = fromExecution();
        payload.put("retry_count", RETRY_COUNT);
        payload.put(
                "steps",
                Text.literal(template.steps().stream().map(step -> step.name().value()).toList()));
        payload.put("handler_config", Text.literal(template.handlerConfig()));
        return payload;
    }

    private static SequencedMap<String, @Nullable Object> fromExecution() {
        SequencedMap<String, @Nullable Object> payload = new LinkedHashMap<>();
        payload.put("v", 1);
        payload.put("execution", new Jsonata("$states.context.Execution.Name"));
        payload.put("input", new Jsonata("$states.context.Execution.Input"));
        return payload;
    }
}

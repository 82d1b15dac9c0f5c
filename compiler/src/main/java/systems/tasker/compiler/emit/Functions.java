package systems.tasker.compiler.emit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import systems.tasker.compiler.template.StepTemplate;
import systems.tasker.compiler.template.TaskTemplate;

/**
 * The functions of a workflow: one for each step, its Finalize, and the recorder and the gate,
 * which all workflows share.
 *
 * @param bySteps in template order, by the name of the step
 */
public record Functions(
        SequencedMap<String, CompiledFunction> bySteps,
        CompiledFunction finalizer,
        CompiledFunction recorder,
        CompiledFunction gate) {

    private static final String RECORDER_CLASS = "systems.tasker.protocol.RecorderFunction";
    private static final String GATE_CLASS = "systems.tasker.protocol.GateFunction";

    static Functions of(TaskTemplate template) {
        String workflow = template.name();
        Map<String, Long> uses =
                template.steps().stream()
                        .map(step -> LogicalId.camelCase(step.name().value()))
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        SequencedMap<String, CompiledFunction> bySteps = new LinkedHashMap<>();
        for (StepTemplate step : template.steps()) {
            String name = step.name().value();
            boolean plain =
                    !LogicalId.losesACharacter(workflow) && !LogicalId.losesACharacter(name);
            boolean alone =
                    uses.getOrDefault(LogicalId.camelCase(name), 0L) == 1
                            && !LogicalId.camelCase(name).equals("Finalize");
            String unique = plain && alone ? "" : Names.hash(workflow + "/" + name);
            bySteps.put(
                    name,
                    new CompiledFunction(
                            LogicalId.camelCase(workflow)
                                    + LogicalId.camelCase(name)
                                    + unique
                                    + "Function",
                            step.handlerClass().value(),
                            step.timeoutSeconds()));
        }
        String unique = LogicalId.losesACharacter(workflow) ? Names.hash(workflow) : "";
        return new Functions(
                bySteps,
                new CompiledFunction(
                        LogicalId.camelCase(workflow) + "Finalize" + unique + "Function",
                        template.taskHandlerClass().value(),
                        template.timeoutSeconds()),
                new CompiledFunction(
                        "RecorderFunction", RECORDER_CLASS, StepTemplate.DEFAULT_TIMEOUT),
                new CompiledFunction("GateFunction", GATE_CLASS, StepTemplate.DEFAULT_TIMEOUT));
    }

    /** All of them. */
    public List<CompiledFunction> all() {
        List<CompiledFunction> all = new ArrayList<>(bySteps.values());
        all.add(finalizer);
        all.add(recorder);
        all.add(gate);
        return all;
    }
}

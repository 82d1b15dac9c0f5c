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
                        .map(step -> camelCase(step.name().value()))
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        SequencedMap<String, CompiledFunction> bySteps = new LinkedHashMap<>();
        for (StepTemplate step : template.steps()) {
            String name = step.name().value();
            boolean plain = !losesACharacter(workflow) && !losesACharacter(name);
            boolean alone =
                    uses.getOrDefault(camelCase(name), 0L) == 1
                            && !camelCase(name).equals("Finalize");
            String unique = plain && alone ? "" : Names.hash(workflow + "/" + name);
            bySteps.put(
                    name,
                    new CompiledFunction(
                            camelCase(workflow) + camelCase(name) + unique + "Function",
                            step.handlerClass().value(),
                            step.timeoutSeconds()));
        }
        String unique = losesACharacter(workflow) ? Names.hash(workflow) : "";
        return new Functions(
                bySteps,
                new CompiledFunction(
                        camelCase(workflow) + "Finalize" + unique + "Function",
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

    /** The ASCII letters and digits of a name, each run of them with a capital. */
    private static String camelCase(String name) {
        StringBuilder camelCase = new StringBuilder();
        boolean start = true;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (isLetterOrDigit(c)) {
                camelCase.append(start ? Character.toUpperCase(c) : c);
            }
            start = !isLetterOrDigit(c);
        }
        return camelCase.toString();
    }

    private static boolean losesACharacter(String name) {
        return name.chars().anyMatch(c -> !isLetterOrDigit(c) && c != '_');
    }

    private static boolean isLetterOrDigit(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}

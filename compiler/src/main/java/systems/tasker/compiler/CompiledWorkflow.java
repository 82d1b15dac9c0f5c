package systems.tasker.compiler;

import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import systems.tasker.asl.StateMachine;
import systems.tasker.asl.StateMachineWriter;
import systems.tasker.compiler.check.QuotaCheck;
import systems.tasker.compiler.emit.CompiledFunction;
import systems.tasker.compiler.emit.Functions;
import systems.tasker.compiler.plan.Plan;
import systems.tasker.compiler.template.EnvironmentVariable;
import systems.tasker.compiler.template.TaskTemplate;

/**
 * A template, compiled.
 *
 * @param schema of the context, plain JSON values; empty where there is none
 * @param steps their names, in template order
 * @param environment the variables of the environment that its functions read; a function that
 *     reads none is not there
 * @param template as it was read
 * @param plan that the machine runs
 */
public record CompiledWorkflow(
        String namespace,
        String name,
        String version,
        SequencedMap<String, @Nullable Object> schema,
        List<String> steps,
        StateMachine machine,
        Functions functions,
        SequencedMap<CompiledFunction, List<EnvironmentVariable>> environment,
        TaskTemplate template,
        Plan plan) {
    public CompiledWorkflow {
        steps = List.copyOf(steps);
    }

    /**
     * Its machine as it is reviewed and deployed: indented, unless indentation makes it larger than
     * Step Functions takes.
     */
    public String definition() {
        String pretty = StateMachineWriter.pretty(machine);
        return QuotaCheck.deployedBytes(pretty) <= QuotaCheck.MAX_DEFINITION
                ? pretty
                : StateMachineWriter.compact(machine) + "\n";
    }

    /** Where its machine lies below a folder of machines: {@code <namespace>/<name>.asl.json}. */
    public String path() {
        return namespace + "/" + name + ".asl.json";
    }
}

package systems.tasker.compiler;

import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import systems.tasker.asl.StateMachine;
import systems.tasker.compiler.emit.Functions;

/**
 * A template, compiled.
 *
 * @param schema of the context, plain JSON values; empty where there is none
 * @param steps their names, in template order
 */
public record CompiledWorkflow(
        String namespace,
        String name,
        String version,
        SequencedMap<String, @Nullable Object> schema,
        List<String> steps,
        StateMachine machine,
        Functions functions) {
    public CompiledWorkflow {
        steps = List.copyOf(steps);
    }

    /** Where its machine lies below a folder of machines: {@code <namespace>/<name>.asl.json}. */
    public String path() {
        return namespace + "/" + name + ".asl.json";
    }
}

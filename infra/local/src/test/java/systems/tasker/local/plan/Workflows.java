package systems.tasker.local.plan;

import java.util.List;
import java.util.SequencedMap;
import systems.tasker.compiler.Compilation;
import systems.tasker.compiler.CompiledWorkflow;
import systems.tasker.compiler.Compiler;

/** Compiles the template of a graph: steps with what they depend on. */
final class Workflows {
    private Workflows() {}

    static CompiledWorkflow compile(SequencedMap<String, List<String>> graph) {
        Compilation compilation = new Compiler().compile("graph.yaml", template(graph));
        return compilation
                .workflow()
                .orElseThrow(() -> new AssertionError(compilation.diagnostics().toString()));
    }

    private static String template(SequencedMap<String, List<String>> graph) {
        StringBuilder yaml = new StringBuilder("name: graph\nstep_templates:\n");
        graph.forEach(
                (step, dependencies) ->
                        yaml.append("  - name: ")
                                .append(step)
                                .append("\n    handler_class: tests.Handler")
                                .append("\n    depends_on_steps: [")
                                .append(String.join(", ", dependencies))
                                .append("]\n"));
        return yaml.toString();
    }
}

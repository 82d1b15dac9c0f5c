package systems.tasker.local.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import systems.tasker.compiler.Compilation;
import systems.tasker.compiler.CompiledWorkflow;
import systems.tasker.compiler.Compiler;
import systems.tasker.compiler.diagnostics.Place;
import systems.tasker.compiler.emit.Emitter;
import systems.tasker.compiler.plan.Plan;
import systems.tasker.compiler.plan.Planner;
import systems.tasker.compiler.plan.StepGraph;
import systems.tasker.compiler.template.ContextSchema;
import systems.tasker.compiler.template.Located;
import systems.tasker.compiler.template.StepTemplate;
import systems.tasker.compiler.template.TaskTemplate;

/** Compiles the template of a graph: steps with what they depend on. */
final class Workflows {
    private Workflows() {}

    static CompiledWorkflow compile(SequencedMap<String, List<String>> graph) {
        Compilation compilation = new Compiler().compile("graph.yaml", template(graph));
        return compilation
                .workflow()
                .orElseThrow(() -> new AssertionError(compilation.diagnostics().toString()));
    }

    /** Likewise, of a graph that is larger than Step Functions would take. */
    static CompiledWorkflow emit(SequencedMap<String, List<String>> graph) {
        List<StepTemplate> steps = new ArrayList<>();
        graph.forEach(
                (name, dependencies) ->
                        steps.add(
                                new StepTemplate(
                                        here(name),
                                        Optional.empty(),
                                        here("tests.Handler"),
                                        dependencies.stream().map(Workflows::here).toList(),
                                        Optional.empty(),
                                        true,
                                        3,
                                        false,
                                        new LinkedHashMap<>())));
        TaskTemplate template =
                new TaskTemplate(
                        "default",
                        "graph",
                        "0.1.0",
                        Optional.empty(),
                        here("systems.tasker.handler.ConfiguredTask"),
                        Optional.empty(),
                        new ContextSchema(new LinkedHashMap<>(), new LinkedHashMap<>()),
                        new LinkedHashMap<>(),
                        List.of(),
                        steps,
                        Place.START);
        Plan plan = Planner.plan(StepGraph.of(graph));
        Emitter.Emission emission = Emitter.emit(template, plan);
        return new CompiledWorkflow(
                template.namespace(),
                template.name(),
                template.version(),
                template.schema().json(),
                List.copyOf(graph.sequencedKeySet()),
                emission.machine(),
                emission.functions(),
                new LinkedHashMap<>(),
                template,
                plan);
    }

    private static Located<String> here(String value) {
        return new Located<>(value, Place.START);
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

package systems.tasker.compiler;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;
import systems.tasker.compiler.check.TemplateCheck;
import systems.tasker.compiler.diagnostics.Diagnostics;
import systems.tasker.compiler.emit.Emitter;
import systems.tasker.compiler.plan.Plan;
import systems.tasker.compiler.plan.Planner;
import systems.tasker.compiler.plan.StepGraph;
import systems.tasker.compiler.template.Located;
import systems.tasker.compiler.template.StepTemplate;
import systems.tasker.compiler.template.TaskTemplate;
import systems.tasker.compiler.template.TemplateReader;

/**
 * Compiles a task template to a state machine. Pure: the same text gives the same machine, and
 * nothing but the text is looked at.
 */
public final class Compiler {
    private final Predicate<String> classExists;

    /** A compiler that takes the names of handler classes on trust. */
    public Compiler() {
        this(name -> true);
    }

    /** A compiler that asks whether the handler classes are there. */
    public Compiler(Predicate<String> classExists) {
        this.classExists = classExists;
    }

    /**
     * Read, check, plan, emit. A stage begins when those before it found no error, but checking
     * tells what it can of a template that was read with errors.
     *
     * @param file as diagnostics shall name it
     */
    public Compilation compile(String file, String text) {
        Diagnostics diagnostics = new Diagnostics(file, text);
        Optional<CompiledWorkflow> workflow =
                new TemplateReader(diagnostics)
                        .read(text)
                        .filter(template -> check(template, diagnostics))
                        .map(template -> emit(template, plan(template)));
        return new Compilation(workflow, diagnostics.sorted());
    }

    private boolean check(TaskTemplate template, Diagnostics diagnostics) {
        new TemplateCheck(diagnostics, classExists).check(template);
        return !diagnostics.hasErrors();
    }

    private static Plan plan(TaskTemplate template) {
        SequencedMap<String, List<String>> dependencies = new LinkedHashMap<>();
        for (StepTemplate step : template.steps()) {
            dependencies.put(
                    step.name().value(), step.dependsOn().stream().map(Located::value).toList());
        }
        return Planner.plan(StepGraph.of(dependencies));
    }

    private static CompiledWorkflow emit(TaskTemplate template, Plan plan) {
        Emitter.Emission emission = Emitter.emit(template, plan);
        List<String> steps = new ArrayList<>();
        template.steps().forEach(step -> steps.add(step.name().value()));
        return new CompiledWorkflow(
                template.namespace(),
                template.name(),
                template.version(),
                template.schema().json(),
                steps,
                emission.machine(),
                emission.functions());
    }
}

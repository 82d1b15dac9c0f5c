package systems.tasker.compiler;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import systems.tasker.compiler.check.ClassPath;
import systems.tasker.compiler.check.QuotaCheck;
import systems.tasker.compiler.check.TemplateCheck;
import systems.tasker.compiler.diagnostics.Diagnostics;
import systems.tasker.compiler.emit.CompiledFunction;
import systems.tasker.compiler.emit.Emitter;
import systems.tasker.compiler.emit.Functions;
import systems.tasker.compiler.plan.Plan;
import systems.tasker.compiler.plan.Planner;
import systems.tasker.compiler.plan.StepGraph;
import systems.tasker.compiler.template.EnvironmentVariable;
import systems.tasker.compiler.template.Located;
import systems.tasker.compiler.template.StepTemplate;
import systems.tasker.compiler.template.TaskTemplate;
import systems.tasker.compiler.template.TaskTemplates;
import systems.tasker.compiler.template.TemplateReader;

/**
 * Compiles a task template to a state machine. Pure: the same text gives the same machine, and
 * nothing but the text is looked at.
 */
public final class Compiler {
    private final ClassPath classes;

    /** A compiler that takes the names of handler classes on trust. */
    public Compiler() {
        this(ClassPath.TRUSTED);
    }

    /** A compiler that asks whether the handler classes are there. */
    public Compiler(ClassPath classes) {
        this.classes = classes;
    }

    /** Compiles a template as it is without an overlay. */
    public Compilation compile(String file, String text) {
        return compile(file, text, Optional.empty());
    }

    /**
     * Read, check, plan, emit, measure. A stage begins when those before it found no error, but
     * checking tells what it can of a template that was read with errors. All of a file is read and
     * checked, with each of its overlays; only the chosen one is compiled.
     *
     * @param file as diagnostics shall name it
     * @param environment whose overlay is laid over the template; empty for none
     */
    public Compilation compile(String file, String text, Optional<String> environment) {
        Diagnostics diagnostics = new Diagnostics(file, text);
        Optional<CompiledWorkflow> workflow =
                new TemplateReader(diagnostics)
                        .read(text, environment)
                        .filter(templates -> check(templates, diagnostics))
                        .map(TaskTemplates::chosen)
                        .map(
                                template ->
                                        measure(
                                                emit(template, plan(template)),
                                                template,
                                                diagnostics))
                        .filter(compiled -> !diagnostics.hasErrors());
        return new Compilation(workflow, diagnostics.sorted());
    }

    private boolean check(TaskTemplates templates, Diagnostics diagnostics) {
        TemplateCheck check = new TemplateCheck(diagnostics, classes);
        templates.all().forEach(check::check);
        new QuotaCheck(diagnostics).check(templates.chosen());
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
                emission.functions(),
                environment(template, emission.functions()),
                template,
                plan);
    }

    /** What each function reads of its environment. */
    private static SequencedMap<CompiledFunction, List<EnvironmentVariable>> environment(
            TaskTemplate template, Functions functions) {
        SequencedMap<CompiledFunction, List<EnvironmentVariable>> read = new LinkedHashMap<>();
        for (StepTemplate step : template.steps()) {
            CompiledFunction function = functions.bySteps().get(step.name().value());
            if (function != null && !step.environment().isEmpty()) {
                read.put(function, step.environment());
            }
        }
        if (!template.environment().isEmpty()) {
            read.put(functions.finalizer(), template.environment());
        }
        return read;
    }

    private static CompiledWorkflow measure(
            CompiledWorkflow workflow, TaskTemplate template, Diagnostics diagnostics) {
        new QuotaCheck(diagnostics).check(workflow.machine(), template.stepsPlace());
        return workflow;
    }
}

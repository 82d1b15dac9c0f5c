package systems.tasker.compiler.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import systems.tasker.compiler.diagnostics.Diagnostics;
import systems.tasker.compiler.diagnostics.DidYouMean;
import systems.tasker.compiler.diagnostics.Place;
import systems.tasker.compiler.diagnostics.Rule;
import systems.tasker.compiler.template.ContextSchema;
import systems.tasker.compiler.template.Located;
import systems.tasker.compiler.template.StepTemplate;
import systems.tasker.compiler.template.TaskTemplate;

/** Checks a template that has been read: its steps against each other, its schema, its classes. */
public final class TemplateCheck {
    private final Diagnostics diagnostics;
    private final ClassPath classes;

    /** Environments seldom change the schema, and checking it is what takes time. */
    private final Set<ContextSchema> checked = new HashSet<>();

    /** Says what is wrong to these diagnostics. */
    public TemplateCheck(Diagnostics diagnostics, ClassPath classes) {
        this.diagnostics = diagnostics;
        this.classes = classes;
    }

    /** Checks all there is to check. */
    public void check(TaskTemplate template) {
        SequencedMap<String, StepTemplate> steps = stepsByName(template);
        checkDependencies(template, steps);
        new CycleSearch(steps).first().ifPresent(this::cycle);
        if (checked.add(template.schema()) && !PlainSchema.is(template.schema().json())) {
            new SchemaCheck(diagnostics).check(template.schema());
        }
        checkClass("task_handler_class", template.taskHandlerClass());
        template.steps().forEach(step -> checkClass("handler_class", step.handlerClass()));
    }

    private SequencedMap<String, StepTemplate> stepsByName(TaskTemplate template) {
        SequencedMap<String, StepTemplate> steps = new LinkedHashMap<>();
        for (StepTemplate step : template.steps()) {
            String name = step.name().value();
            StepTemplate first = steps.putIfAbsent(name, step);
            if (first != null && !name.isEmpty()) {
                diagnostics.add(
                        Rule.DUPLICATE_STEP,
                        step.name().place(),
                        "Step `" + name + "` is given twice.",
                        "The first stands in line " + first.name().place().line() + ".");
            }
        }
        steps.remove("");
        return steps;
    }

    private void checkDependencies(
            TaskTemplate template, SequencedMap<String, StepTemplate> steps) {
        for (StepTemplate step : template.steps()) {
            String name = step.name().value();
            for (Located<String> dependency : step.dependsOn()) {
                if (dependency.value().equals(name)) {
                    diagnostics.add(
                            Rule.SELF_DEPENDENCY,
                            dependency.place(),
                            "Step `" + name + "` depends on itself.");
                } else if (!steps.containsKey(dependency.value())
                        && !diagnostics.hasErrorAt(dependency.place())) {
                    diagnostics.add(
                            Rule.UNKNOWN_DEPENDENCY,
                            dependency.place(),
                            (name.isEmpty() ? "A step" : "Step `" + name + "`")
                                    + " depends on unknown step `"
                                    + dependency.value()
                                    + "`.",
                            DidYouMean.hint(steps.sequencedKeySet(), dependency.value()));
                }
            }
        }
    }

    private void cycle(List<StepTemplate> cycle) {
        List<String> path = new ArrayList<>();
        cycle.forEach(step -> path.add("`" + step.name().value() + "`"));
        path.add(path.getFirst());
        Place place = cycle.getFirst().name().place();
        diagnostics.add(
                Rule.DEPENDENCY_CYCLE,
                place,
                "Steps depend on each other in a circle: " + String.join(" -> ", path) + ".",
                "An arrow leads from a step to one it depends on; one of these must go.");
    }

    private void checkClass(String key, Located<String> name) {
        if (!name.value().isEmpty() && !classes.has().test(name.value())) {
            diagnostics.add(
                    Rule.UNKNOWN_CLASS,
                    name.place(),
                    "`" + key + "` names class `" + name.value() + "`, which is not there.",
                    DidYouMean.among(classes.handlers().get(), name.value())
                            .map(meant -> "Did you mean `" + meant + "`?")
                            .orElse("Build the module that holds it, or correct the name."));
        }
    }
}

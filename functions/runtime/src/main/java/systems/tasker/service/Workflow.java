package systems.tasker.service;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import systems.tasker.json.JsonText;

/**
 * What the service knows of a compiled template.
 *
 * @param schema of the context; an empty object lets everything pass
 * @param steps in template order
 */
public record Workflow(
        String namespace, String name, String version, JsonText schema, List<WorkflowStep> steps) {
    public Workflow {
        steps = List.copyOf(steps);
    }

    /**
     * A step of the template.
     *
     * @param dependsOn the steps it depends on directly, as declared
     * @param skippable whether a person may skip it
     */
    public record WorkflowStep(String name, List<String> dependsOn, boolean skippable) {
        public WorkflowStep {
            dependsOn = List.copyOf(dependsOn);
        }
    }

    /** As people name it: {@code namespace/name}. */
    public String label() {
        return namespace + "/" + name;
    }

    /** The names of its steps, in template order. */
    public List<String> stepNames() {
        return steps.stream().map(WorkflowStep::name).toList();
    }

    /** A step of that name. */
    public Optional<WorkflowStep> step(String step) {
        return steps.stream().filter(known -> known.name().equals(step)).findFirst();
    }

    /**
     * Likewise.
     *
     * @throws Refusal UNKNOWN_STEP where there is none
     */
    WorkflowStep mustHave(String step) {
        return step(step)
                .orElseThrow(
                        () -> Refusal.unknownStep("Workflow `" + label() + "`", step, stepNames()));
    }

    /** A step and all that depend on it, however far, in template order. */
    public List<String> from(String step) {
        Set<String> below = new LinkedHashSet<>(Set.of(step));
        int before;
        do {
            before = below.size();
            for (WorkflowStep other : steps) {
                if (other.dependsOn().stream().anyMatch(below::contains)) {
                    below.add(other.name());
                }
            }
        } while (below.size() > before);
        List<String> ordered = new ArrayList<>(stepNames());
        ordered.retainAll(below);
        return ordered;
    }
}

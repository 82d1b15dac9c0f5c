package systems.tasker.compiler.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;
import systems.tasker.compiler.template.Located;
import systems.tasker.compiler.template.StepTemplate;
import systems.tasker.compiler.template.TaskTemplate;

/**
 * The steps of a template by name: which must be complete before which, and which of these
 * relations do not follow from others.
 */
final class StepOrder {
    private final SequencedMap<String, List<String>> dependencies = new LinkedHashMap<>();
    private final SequencedMap<String, SequencedSet<String>> ancestors = new LinkedHashMap<>();
    private final SequencedMap<String, SequencedSet<String>> parents = new LinkedHashMap<>();
    private final List<String> topological = new ArrayList<>();

    private StepOrder() {}

    /** The order of a template without cycles. */
    static StepOrder of(TaskTemplate template) {
        StepOrder order = new StepOrder();
        for (StepTemplate step : template.steps()) {
            order.dependencies.put(
                    step.name().value(), step.dependsOn().stream().map(Located::value).toList());
        }
        order.sort();
        order.topological.forEach(order::relate);
        return order;
    }

    /** Every step behind its dependencies, otherwise in template order. */
    private void sort() {
        SequencedMap<String, Integer> open = new LinkedHashMap<>();
        SequencedMap<String, List<String>> dependents = new LinkedHashMap<>();
        dependencies.forEach(
                (step, before) -> {
                    open.put(step, before.size());
                    before.forEach(
                            other ->
                                    dependents
                                            .computeIfAbsent(other, name -> new ArrayList<>())
                                            .add(step));
                });
        open.forEach(
                (step, number) -> {
                    if (number == 0) {
                        topological.add(step);
                    }
                });
        for (int next = 0; next < topological.size(); next++) {
            for (String step : dependents.getOrDefault(topological.get(next), List.of())) {
                if (open.merge(step, -1, Integer::sum) == 0) {
                    topological.add(step);
                }
            }
        }
    }

    private void relate(String step) {
        SequencedSet<String> behind = new LinkedHashSet<>();
        dependencies(step).forEach(dependency -> behind.addAll(ancestors(dependency)));
        SequencedSet<String> direct = new LinkedHashSet<>(dependencies(step));
        direct.removeAll(behind);
        parents.put(step, direct);
        behind.addAll(direct);
        ancestors.put(step, behind);
    }

    /** All steps, each behind those that it depends on. */
    List<String> topological() {
        return topological;
    }

    /** What a step is declared to depend on. */
    List<String> dependencies(String step) {
        return dependencies.getOrDefault(step, List.of());
    }

    /** All that must be complete before a step. */
    SequencedSet<String> ancestors(String step) {
        return ancestors.getOrDefault(step, new LinkedHashSet<>());
    }

    /** Those dependencies of a step that do not follow from its others. */
    SequencedSet<String> parents(String step) {
        return parents.getOrDefault(step, new LinkedHashSet<>());
    }

    /** Whether the first step must be complete before the second. */
    boolean precedes(String first, String second) {
        return ancestors(second).contains(first);
    }
}

package systems.tasker.compiler.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import systems.tasker.compiler.plan.StepGraph;
import systems.tasker.compiler.template.Located;
import systems.tasker.compiler.template.StepTemplate;
import systems.tasker.compiler.template.TaskTemplate;

/**
 * The steps of a template by name: which must be complete before which, which of these relations do
 * not follow from others, and in which level each is.
 */
final class StepOrder {
    private final SequencedMap<String, List<String>> dependencies = new LinkedHashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final StepGraph graph;
    private final List<List<String>> levels;

    private StepOrder(TaskTemplate template) {
        for (StepTemplate step : template.steps()) {
            String name = step.name().value();
            numbers.put(name, numbers.size());
            dependencies.put(name, step.dependsOn().stream().map(Located::value).toList());
        }
        graph = StepGraph.of(dependencies);
        levels = findLevels();
    }

    /** The order of a template without cycles. */
    static StepOrder of(TaskTemplate template) {
        return new StepOrder(template);
    }

    /** Steps all of whose dependencies are in levels found before, level by level. */
    private List<List<String>> findLevels() {
        Map<String, Integer> open = new HashMap<>();
        Map<String, List<String>> dependents = new HashMap<>();
        List<String> level = new ArrayList<>();
        dependencies.forEach(
                (step, before) -> {
                    open.put(step, before.size());
                    before.forEach(
                            other ->
                                    dependents
                                            .computeIfAbsent(other, name -> new ArrayList<>())
                                            .add(step));
                    if (before.isEmpty()) {
                        level.add(step);
                    }
                });
        List<List<String>> found = new ArrayList<>();
        for (List<String> current = level; !current.isEmpty(); ) {
            List<String> next = new ArrayList<>();
            for (String step : current) {
                for (String dependent : dependents.getOrDefault(step, List.of())) {
                    if (open.merge(dependent, -1, Integer::sum) == 0) {
                        next.add(dependent);
                    }
                }
            }
            found.add(List.copyOf(current));
            next.sort(Comparator.comparingInt(this::number));
            current = next;
        }
        return found;
    }

    private int number(String step) {
        Integer number = numbers.get(step);
        if (number == null) {
            throw new IllegalArgumentException("No step is called " + step);
        }
        return number;
    }

    /** All steps, in template order. */
    List<String> steps() {
        return List.copyOf(dependencies.sequencedKeySet());
    }

    /**
     * The steps by the length of the longest chain that leads to each, in template order: each
     * depends on one of the level before it.
     */
    List<List<String>> levels() {
        return levels;
    }

    /** What a step is declared to depend on. */
    List<String> dependencies(String step) {
        return dependencies.getOrDefault(step, List.of());
    }

    /**
     * Whether a step is declared to depend on another in a way that does not follow from others.
     */
    boolean isParent(String parent, String step) {
        List<String> declared = dependencies(step);
        return declared.contains(parent)
                && declared.stream().noneMatch(other -> precedes(parent, other));
    }

    /** Whether the first step must be complete before the second. */
    boolean precedes(String first, String second) {
        return graph.precedes(number(first), number(second));
    }
}

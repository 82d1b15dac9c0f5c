package systems.tasker.compiler.plan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Steps and what each depends on: an acyclic graph. Steps are numbered from 0 in the order of the
 * template.
 */
public final class StepGraph {
    private final List<String> names;
    private final int[][] dependencies;

    private StepGraph(List<String> names, int[][] dependencies) {
        this.names = names;
        this.dependencies = dependencies;
    }

    /**
     * A graph from its steps' names to the names of their dependencies.
     *
     * @throws IllegalArgumentException where a dependency is no step
     */
    public static StepGraph of(SequencedMap<String, List<String>> dependenciesByName) {
        SequencedMap<String, Integer> numbers = new LinkedHashMap<>();
        dependenciesByName.sequencedKeySet().forEach(name -> numbers.put(name, numbers.size()));
        int[][] dependencies = new int[numbers.size()][];
        dependenciesByName.forEach(
                (name, others) ->
                        dependencies[number(numbers, name)] =
                                others.stream()
                                        .mapToInt(other -> number(numbers, other))
                                        .toArray());
        return new StepGraph(List.copyOf(numbers.sequencedKeySet()), dependencies);
    }

    private static int number(SequencedMap<String, Integer> numbers, String name) {
        Integer number = numbers.get(name);
        if (number == null) {
            throw new IllegalArgumentException("No step is called " + name);
        }
        return number;
    }

    int size() {
        return names.size();
    }

    String name(int step) {
        return names.get(step);
    }

    int[] dependencies(int step) {
        return dependencies[step];
    }

    /**
     * For each step, all steps that must be complete before it: n·m/64 operations on words.
     *
     * @throws IllegalArgumentException where the graph has a cycle
     */
    BitSet[] ancestors() {
        BitSet[] ancestors = new BitSet[size()];
        for (int step : topologicalOrder()) {
            BitSet all = new BitSet(size());
            for (int dependency : dependencies[step]) {
                all.or(ancestors[dependency]);
                all.set(dependency);
            }
            ancestors[step] = all;
        }
        return ancestors;
    }

    /** Every step behind all its dependencies; among those that could stand next, the first. */
    private int[] topologicalOrder() {
        int[] waitingFor = new int[size()];
        List<List<Integer>> dependents = new ArrayList<>();
        for (int step = 0; step < size(); step++) {
            dependents.add(new ArrayList<>());
        }
        for (int step = 0; step < size(); step++) {
            waitingFor[step] = dependencies[step].length;
            for (int dependency : dependencies[step]) {
                dependents.get(dependency).add(step);
            }
        }
        int[] order = new int[size()];
        int end = 0;
        for (int step = 0; step < size(); step++) {
            if (waitingFor[step] == 0) {
                order[end++] = step;
            }
        }
        for (int next = 0; next < end; next++) {
            for (int dependent : dependents.get(order[next])) {
                if (--waitingFor[dependent] == 0) {
                    order[end++] = dependent;
                }
            }
        }
        if (end < size()) {
            throw new IllegalArgumentException("The graph has a cycle");
        }
        return order;
    }
}

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
    private final BitSet[] ancestors;
    private final BitSet[] parents;

    private StepGraph(List<String> names, int[][] dependencies) {
        this.names = names;
        this.dependencies = dependencies;
        this.ancestors = new BitSet[names.size()];
        this.parents = new BitSet[names.size()];
        for (int step : topologicalOrder()) {
            relate(step);
        }
    }

    /**
     * A graph from its steps' names to the names of their dependencies.
     *
     * @throws IllegalArgumentException where a dependency is no step, or the graph has a cycle
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

    /** How many steps there are. */
    public int size() {
        return names.size();
    }

    /** A step's name. */
    public String name(int step) {
        return names.get(step);
    }

    /** What a step is declared to depend on. */
    public int[] dependencies(int step) {
        return dependencies[step].clone();
    }

    /** All steps that must be complete before a step; not to be changed. */
    BitSet ancestors(int step) {
        return ancestors[step];
    }

    /**
     * The dependencies of a step that do not follow from its others: its arrows in the transitive
     * reduction (Aho, Garey and Ullman 1972). Not to be changed.
     */
    BitSet parents(int step) {
        return parents[step];
    }

    /** Whether the first step must be complete before the second. */
    public boolean precedes(int first, int second) {
        return ancestors[second].get(first);
    }

    /**
     * Ancestors and parents, from those of the dependencies: a union of bit sets for each arrow.
     */
    private void relate(int step) {
        BitSet behind = new BitSet();
        BitSet direct = new BitSet();
        for (int dependency : dependencies[step]) {
            behind.or(ancestors[dependency]);
            direct.set(dependency);
        }
        direct.andNot(behind);
        behind.or(direct);
        parents[step] = direct;
        ancestors[step] = behind;
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

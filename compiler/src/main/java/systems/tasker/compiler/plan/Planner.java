package systems.tasker.compiler.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Decomposes the partial order of a {@link StepGraph} into sequences and parallels, exactly: each
 * step begins at the moment when the last of its dependencies ends.
 *
 * <p>A set of steps whose graph falls apart is the parallel of its components. A connected one is a
 * sequence wherever it can be cut, so that everything before the cut precedes everything behind it.
 * Sorted by the number of ancestors within the set, the cuts are the places {@code k > 0} at which
 * the step has exactly {@code k} ancestors: it then has all {@code k} steps before it as ancestors,
 * and so has every step behind it, which either follows it or has at least {@code k} ancestors
 * among the same {@code k} steps. (The components of the order's comparability graph, and of its
 * complement; Valdes, Tarjan and Lawler 1982, in the vertex notion, so that complete bipartite
 * layers are a plain sequence.) What neither falls apart nor can be cut is not series-parallel.
 *
 * <p>A component holds all ancestors of its steps, and a part of a sequence all but those before
 * its cut; so ancestors are counted once, with bit sets in n·m/64, and the rest is n·log n + m for
 * each level of nesting.
 */
public final class Planner {
    private final StepGraph graph;
    private final BitSet[] ancestors;
    private final int[] ancestorCount;

    private Planner(StepGraph graph) {
        this.graph = graph;
        this.ancestors = graph.ancestors();
        this.ancestorCount = Arrays.stream(ancestors).mapToInt(BitSet::cardinality).toArray();
    }

    /**
     * The plan of a graph of at least one step. The order of the template decides wherever the
     * graph does not.
     *
     * @throws NotSeriesParallel where there is none
     */
    public static Plan plan(StepGraph graph) throws NotSeriesParallel {
        int[] all = new int[graph.size()];
        Arrays.setAll(all, step -> step);
        return new Planner(graph).plan(all, 0);
    }

    /**
     * The plan of some steps, in ascending order, of which each has {@code outside} ancestors that
     * are not among them.
     */
    private Plan plan(int[] steps, int outside) throws NotSeriesParallel {
        if (steps.length == 1) {
            return new Plan.Step(graph.name(steps[0]));
        }
        List<int[]> components = components(steps);
        if (components.size() > 1) {
            List<Plan> branches = new ArrayList<>();
            for (int[] component : components) {
                branches.add(plan(component, outside));
            }
            return new Plan.Parallel(branches);
        }
        List<int[]> series = series(steps, outside);
        if (series.size() == 1) {
            throw witness(steps);
        }
        List<Plan> parts = new ArrayList<>();
        int before = outside;
        for (int[] part : series) {
            parts.add(plan(part, before));
            before += part.length;
        }
        return new Plan.Sequence(parts);
    }

    /** The pieces into which the graph of some steps falls, by their first steps. */
    private List<int[]> components(int[] steps) {
        int[] piece = new int[graph.size()];
        Arrays.fill(piece, -1);
        for (int step : steps) {
            piece[step] = step;
        }
        for (int step : steps) {
            for (int dependency : graph.dependencies(step)) {
                if (piece[dependency] >= 0) {
                    piece[root(piece, step)] = root(piece, dependency);
                }
            }
        }
        List<Integer> roots = new ArrayList<>();
        List<List<Integer>> members = new ArrayList<>();
        int[] index = new int[graph.size()];
        Arrays.fill(index, -1);
        for (int step : steps) {
            int root = root(piece, step);
            if (index[root] < 0) {
                index[root] = roots.size();
                roots.add(root);
                members.add(new ArrayList<>());
            }
            members.get(index[root]).add(step);
        }
        return members.stream()
                .map(member -> member.stream().mapToInt(Integer::intValue).toArray())
                .toList();
    }

    private static int root(int[] piece, int step) {
        int root = step;
        while (piece[root] != root) {
            piece[root] = piece[piece[root]];
            root = piece[root];
        }
        return root;
    }

    /** The parts into which some steps can be cut, one after another. */
    private List<int[]> series(int[] steps, int outside) {
        int[] sorted =
                Arrays.stream(steps)
                        .boxed()
                        .sorted((a, b) -> Integer.compare(ancestorCount[a], ancestorCount[b]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        List<int[]> parts = new ArrayList<>();
        int from = 0;
        for (int k = 1; k <= sorted.length; k++) {
            if (k == sorted.length || ancestorCount[sorted[k]] - outside == k) {
                int[] part = Arrays.copyOfRange(sorted, from, k);
                Arrays.sort(part);
                parts.add(part);
                from = k;
            }
        }
        return parts;
    }

    /** An N among some steps that are neither a sequence nor a parallel: there always is one. */
    private NotSeriesParallel witness(int[] steps) {
        for (int third : steps) {
            for (int fourth : steps) {
                if (third == fourth || related(third, fourth)) {
                    continue;
                }
                for (int second : steps) {
                    if (!ancestors[third].get(second) || !ancestors[fourth].get(second)) {
                        continue;
                    }
                    for (int first : steps) {
                        if (ancestors[third].get(first)
                                && first != second
                                && !related(first, second)
                                && !related(first, fourth)) {
                            return new NotSeriesParallel(
                                    graph.name(first),
                                    graph.name(second),
                                    graph.name(third),
                                    graph.name(fourth));
                        }
                    }
                }
            }
        }
        throw new IllegalStateException("A connected order without a cut and without an N");
    }

    private boolean related(int a, int b) {
        return a == b || ancestors[a].get(b) || ancestors[b].get(a);
    }
}

package systems.tasker.compiler.plan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;

/**
 * Composes the steps of a {@link StepGraph} of sequences, parallels and gates so that each step
 * begins at the very moment when the last of its dependencies ends, whatever they take.
 *
 * <p><b>Points.</b> A step begins when all its ancestors have ended. Steps with the same ancestors
 * begin together, so there are as many points in time to be made as there are different sets of
 * ancestors. Points are placed in ascending order of the size of their sets, each in the first way
 * that there is:
 *
 * <ol>
 *   <li>Nothing is waited for: the beginning.
 *   <li>One parent: the end of the parent, which is the end of its branch.
 *   <li>Several parents, and all the branches that hold them, in the innermost fork that holds them
 *       all, have no step outside the set: the end of these branches. They are gathered into a
 *       Parallel of their own, unless no other branch is left in the fork, whose end it then is.
 *   <li>Otherwise a gate, in a new branch of that fork.
 * </ol>
 *
 * Several steps at one point begin as the branches of a new fork.
 *
 * <p><b>Why it is exact.</b> By induction each place has ended exactly when the set of its point
 * has: in 1 and 2 at once; in 3 since what has run within the branches and before their fork are
 * steps of the set, and all parents are among them; in 4 since the gate waits for all parents, and
 * what stands before its fork precedes them. And it stays so, since nothing is added later to what
 * a place waits for. Whatever is added within these branches belongs to a point whose parents are
 * there, so its set is part of this one; it is not smaller, because of the order; so it is this
 * one, and that has been placed.
 *
 * <p><b>What it costs.</b> A Parallel and a gate are a state transition each. An order that is
 * series-parallel (in the vertex notion, so that complete bipartite layers are a plain sequence;
 * Valdes, Tarjan and Lawler 1982) comes without a gate. Compared with an exhaustive search: the
 * fewest transitions on all 405 orders of up to 6 steps; on those of 7, one more in 15 of 2,045.
 *
 * <p><b>Bound.</b> With n steps and m dependencies: n·m/64 operations on words for the sets, and
 * for each point its parents times the words of a set and the depth of forks.
 */
public final class Planner {
    private final StepGraph graph;
    private final Branch[] branchOf;
    private final Branch top = new Branch(null);

    private Planner(StepGraph graph) {
        this.graph = graph;
        this.branchOf = new Branch[graph.size()];
    }

    /**
     * The plan of a graph of at least one step. The template's order decides where nothing else
     * does.
     */
    public static Plan plan(StepGraph graph) {
        Planner planner = new Planner(graph);
        planner.points().forEach(planner::place);
        return planner.plan(planner.top);
    }

    /** The steps that begin together, in ascending order of the number of their ancestors. */
    private List<List<Integer>> points() {
        SequencedMap<BitSet, List<Integer>> points = new LinkedHashMap<>();
        for (int step = 0; step < graph.size(); step++) {
            points.computeIfAbsent(graph.ancestors(step), set -> new ArrayList<>()).add(step);
        }
        int[] sizes = new int[graph.size()];
        points.forEach((set, beginning) -> sizes[beginning.getFirst()] = set.cardinality());
        return points.sequencedValues().stream()
                .sorted(Comparator.comparingInt(beginning -> sizes[beginning.getFirst()]))
                .toList();
    }

    private void place(List<Integer> beginning) {
        place(beginning.getFirst()).begin(beginning, branchOf);
    }

    /** The branch whose end is the point at which a step begins. */
    private Branch place(int firstBeginning) {
        BitSet ancestors = graph.ancestors(firstBeginning);
        BitSet parents = graph.parents(firstBeginning);
        if (parents.isEmpty()) {
            return top;
        }
        if (parents.cardinality() == 1) {
            return branchOf[parents.nextSetBit(0)];
        }
        SequencedSet<Branch> holding = branchesOf(parents);
        Branch.Fork fork = forkOf(holding.getFirst());
        if (!holding.stream().allMatch(branch -> branch.isWithin(ancestors))) {
            Branch gated = fork.fork();
            gated.wait(parents, firstBeginning);
            return gated;
        }
        List<Branch> within =
                fork.branches().stream().filter(branch -> branch.isWithin(ancestors)).toList();
        return within.size() == fork.branches().size() ? fork.within() : fork.gather(within);
    }

    /** The branches that hold some steps, in the innermost fork that holds them all. */
    private SequencedSet<Branch> branchesOf(BitSet steps) {
        SequencedSet<Branch> branches = new LinkedHashSet<>();
        steps.stream().forEach(step -> branches.add(branchOf[step]));
        while (!areInOneFork(branches)) {
            Branch deepest =
                    branches.stream().max(Comparator.comparingInt(Branch::depth)).orElseThrow();
            branches.remove(deepest);
            branches.add(forkOf(deepest).within());
        }
        return branches;
    }

    private static boolean areInOneFork(SequencedSet<Branch> branches) {
        Branch.Fork fork = branches.getFirst().fork();
        return branches.stream().allMatch(branch -> branch.fork() == fork);
    }

    private static Branch.Fork forkOf(Branch branch) {
        Branch.Fork fork = branch.fork();
        if (fork == null) {
            throw new IllegalStateException("Steps of one branch precede each other");
        }
        return fork;
    }

    private Plan plan(Branch branch) {
        List<Plan> parts = new ArrayList<>();
        for (Branch.Item item : branch.items()) {
            parts.add(
                    switch (item) {
                        case Branch.Step step -> new Plan.Step(graph.name(step.number()));
                        case Branch.Gate gate ->
                                new Plan.Gate(
                                        graph.name(gate.firstBehind()),
                                        gate.waitsFor().stream().mapToObj(graph::name).toList());
                        case Branch.Fork fork -> parallel(fork);
                    });
        }
        return parts.size() == 1 ? parts.getFirst() : new Plan.Sequence(parts);
    }

    private Plan parallel(Branch.Fork fork) {
        List<Branch> branches = new ArrayList<>(fork.branches());
        branches.sort(Comparator.comparingInt(Branch::firstStep));
        List<Plan> plans = new ArrayList<>();
        for (Branch branch : branches) {
            plans.add(plan(branch));
        }
        return new Plan.Parallel(plans);
    }
}

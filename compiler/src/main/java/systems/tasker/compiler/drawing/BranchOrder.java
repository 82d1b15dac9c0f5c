package systems.tasker.compiler.drawing;

import java.util.List;

/** Puts branches beside each other so that gates stand near what they wait for. */
final class BranchOrder {
    private static final int ROUNDS = 6;

    /** Trials altogether: what bounds the time with hundreds of branches. */
    private static final int TRIALS = 20_000;

    private final Cell top;
    private final List<WaitRoutes.Wait> waits;
    private int trials;

    private BranchOrder(Cell top, List<WaitRoutes.Wait> waits) {
        this.top = top;
        this.waits = waits;
    }

    /** Moves single branches to other places of their fork as long as the waits get shorter. */
    static void improve(Cell top, List<Cell.Fork> forks, List<WaitRoutes.Wait> waits) {
        if (!waits.isEmpty()) {
            new BranchOrder(top, waits).improve(forks);
        }
    }

    private void improve(List<Cell.Fork> forks) {
        double length = length();
        boolean better = true;
        for (int round = 0; round < ROUNDS && better; round++) {
            double before = length;
            for (Cell.Fork fork : forks) {
                for (int i = 0; i < fork.branches().size(); i++) {
                    length = move(fork.branches(), i, length);
                }
            }
            better = length < before;
        }
    }

    private double move(List<Cell> branches, int from, double length) {
        Cell branch = branches.get(from);
        int best = from;
        double shortest = length;
        for (int to = 0; to < branches.size() && trials < TRIALS; to++) {
            branches.remove(branch);
            branches.add(to, branch);
            double tried = to == from ? length : length();
            if (tried < shortest) {
                shortest = tried;
                best = to;
            }
        }
        branches.remove(branch);
        branches.add(best, branch);
        return shortest;
    }

    /** How far all waits lead to the side. */
    private double length() {
        trials++;
        top.centre(0);
        return waits.stream()
                .mapToDouble(wait -> Math.abs(wait.step().centre() - wait.gate().centre()))
                .sum();
    }
}

package systems.tasker.compiler.drawing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts the branches of forks into lanes: a branch that begins below the end of another, as one
 * behind a gate does, may stand below it. Then orders the lanes so that the waits are short.
 */
final class Lanes {
    private static final int ROUNDS = 6;

    /** Trials altogether: what bounds the time with hundreds of branches. */
    private static final int TRIALS = 4_000;

    private final Cell top;
    private final Map<Cell.Leaf, List<WaitRoutes.Wait>> waitsOfGates;
    private final List<WaitRoutes.Wait> waits = new ArrayList<>();
    private int trials;

    private Lanes(Cell top, Map<Cell.Leaf, List<WaitRoutes.Wait>> waitsOfGates) {
        this.top = top;
        this.waitsOfGates = waitsOfGates;
        waitsOfGates.values().forEach(waits::addAll);
    }

    /**
     * Gives every fork its lanes, and with them its width.
     *
     * @param forks inner ones before those that they are in
     */
    static void assign(
            Cell top, List<Cell.Fork> forks, Map<Cell.Leaf, List<WaitRoutes.Wait>> waitsOfGates) {
        Lanes lanes = new Lanes(top, waitsOfGates);
        for (Cell.Fork fork : forks) {
            lanes.assign(fork);
            fork.measure();
        }
        if (!lanes.waits.isEmpty()) {
            lanes.order(forks);
        }
    }

    /** Branches by their beginning, each into the lane that holds most of what it waits for. */
    private void assign(Cell.Fork fork) {
        List<Cell> branches = new ArrayList<>(fork.branches());
        branches.sort(Comparator.comparingInt(Cell::firstRank));
        for (Cell branch : branches) {
            Set<Cell.Leaf> waitedFor = waitedFor(branch);
            Cell.Lane best = null;
            long most = -1;
            for (Cell.Lane lane : fork.lanes()) {
                long held = lane.cells().stream().mapToLong(cell -> held(cell, waitedFor)).sum();
                if (held > most && lane.hasRoomFor(branch)) {
                    best = lane;
                    most = held;
                }
            }
            if (best == null) {
                best = new Cell.Lane();
                fork.lanes().add(best);
            }
            best.add(branch);
        }
    }

    private Set<Cell.Leaf> waitedFor(Cell cell) {
        Set<Cell.Leaf> found = new HashSet<>();
        for (Cell.Leaf leaf : leaves(cell, new ArrayList<>())) {
            waitsOfGates.getOrDefault(leaf, List.of()).forEach(wait -> found.add(wait.step()));
        }
        return found;
    }

    private static long held(Cell cell, Set<Cell.Leaf> steps) {
        return leaves(cell, new ArrayList<>()).stream().filter(steps::contains).count();
    }

    private static List<Cell.Leaf> leaves(Cell cell, List<Cell.Leaf> found) {
        switch (cell) {
            case Cell.Leaf leaf -> found.add(leaf);
            case Cell.Stack stack -> stack.parts().forEach(part -> leaves(part, found));
            case Cell.Fork fork -> fork.branches().forEach(branch -> leaves(branch, found));
        }
        return found;
    }

    /** Moves single lanes to other places of their fork as long as the waits get shorter. */
    private void order(List<Cell.Fork> forks) {
        double length = length();
        boolean better = true;
        for (int round = 0; round < ROUNDS && better; round++) {
            double before = length;
            for (Cell.Fork fork : forks) {
                for (int i = 0; i < fork.lanes().size(); i++) {
                    length = move(fork.lanes(), i, length);
                }
            }
            better = length < before;
        }
    }

    private double move(List<Cell.Lane> lanes, int from, double length) {
        Cell.Lane lane = lanes.remove(from);
        int best = from;
        double shortest = length;
        for (int to = 0; to <= lanes.size() && trials < TRIALS; to++) {
            lanes.add(to, lane);
            double tried = to == from ? length : length();
            lanes.remove(to);
            if (tried < shortest) {
                shortest = tried;
                best = to;
            }
        }
        lanes.add(best, lane);
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

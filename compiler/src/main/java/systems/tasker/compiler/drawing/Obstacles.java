package systems.tasker.compiler.drawing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** What stands in each rank, as intervals from left to right, and where there is room between. */
final class Obstacles {
    private static final double AROUND_NODE = 7;
    private static final double AROUND_ARROW = 6;
    private static final double AROUND_FRAME = 4;

    /** Room for ways beside everything else. */
    private static final double OUTSIDE = 8;

    private record Interval(double from, double to) {}

    private final List<List<Interval>> byRank = new ArrayList<>();

    private Obstacles() {}

    static Obstacles of(List<Cell.Leaf> leaves, List<Cell.Stack> stacks, List<Cell.Fork> forks) {
        Obstacles obstacles = new Obstacles();
        for (Cell.Leaf leaf : leaves) {
            obstacles.add(
                    leaf.firstRank(),
                    leaf.firstRank(),
                    leaf.centre(),
                    leaf.width() / 2 + AROUND_NODE);
        }
        for (Cell.Stack stack : stacks) {
            for (int i = 0; i + 1 < stack.parts().size(); i++) {
                obstacles.add(
                        stack.parts().get(i).lastRank() + 1,
                        stack.parts().get(i + 1).firstRank() - 1,
                        stack.centre(),
                        AROUND_ARROW);
            }
        }
        for (Cell.Fork fork : forks) {
            double half = fork.width() / 2;
            for (double side : new double[] {-half, half}) {
                obstacles.add(
                        fork.firstRank(), fork.lastRank(), fork.centre() + side, AROUND_FRAME);
            }
        }
        obstacles.byRank.forEach(rank -> rank.sort(Comparator.comparingDouble(Interval::from)));
        return obstacles;
    }

    private void add(int firstRank, int lastRank, double centre, double half) {
        for (int rank = firstRank; rank <= lastRank; rank++) {
            while (byRank.size() <= rank) {
                byRank.add(new ArrayList<>());
            }
            byRank.get(rank).add(new Interval(centre - half, centre + half));
        }
    }

    int ranks() {
        return byRank.size();
    }

    boolean isFree(int rank, double x) {
        return byRank.get(rank).stream()
                .noneMatch(interval -> interval.from() < x && x < interval.to());
    }

    /** Places for ways: at the sides and in the middle of every gap of every rank, in order. */
    double[] gaps() {
        TreeSet<Double> places = new TreeSet<>();
        for (List<Interval> rank : byRank) {
            double end = Double.NEGATIVE_INFINITY;
            for (Interval interval : rank) {
                if (end == Double.NEGATIVE_INFINITY) {
                    places.add(interval.from() - OUTSIDE / 2);
                } else if (interval.from() >= end) {
                    places.add(end);
                    places.add((end + interval.from()) / 2);
                    places.add(interval.from());
                }
                end = Math.max(end, interval.to());
            }
            places.add(end + OUTSIDE / 2);
        }
        return places.stream().mapToDouble(Double::doubleValue).toArray();
    }
}

package systems.tasker.compiler.drawing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What stands in each rank, as intervals from left to right, and where there is room between. */
final class Obstacles {
    private static final double AROUND_NODE = 7;
    private static final double AROUND_ARROW = 6;
    private static final double AROUND_FRAME = 4;

    /** Room for ways beside everything else. */
    private static final double OUTSIDE = 4;

    /** By rank, from the left to the right end of each interval; none overlaps another. */
    private final List<NavigableMap<Double, Double>> byRank = new ArrayList<>();

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
        return obstacles;
    }

    private void add(int firstRank, int lastRank, double centre, double half) {
        while (byRank.size() <= lastRank) {
            byRank.add(new TreeMap<>());
        }
        for (int rank = firstRank; rank <= lastRank; rank++) {
            add(byRank.get(rank), centre - half, centre + half);
        }
    }

    /** Adds an interval, and makes one of all that overlap. */
    private static void add(NavigableMap<Double, Double> intervals, double from, double to) {
        double begin = from;
        double end = to;
        for (Map.Entry<Double, Double> other = intervals.floorEntry(end);
                other != null && other.getValue() >= begin;
                other = intervals.floorEntry(end)) {
            intervals.remove(other.getKey());
            begin = Math.min(begin, other.getKey());
            end = Math.max(end, other.getValue());
        }
        intervals.put(begin, end);
    }

    int ranks() {
        return byRank.size();
    }

    boolean isFree(int rank, double x) {
        Map.Entry<Double, Double> interval = byRank.get(rank).lowerEntry(x);
        return interval == null || interval.getValue() <= x;
    }

    /** Places for ways: at the sides and in the middle of every gap of every rank, in order. */
    double[] gaps() {
        TreeSet<Double> places = new TreeSet<>();
        for (NavigableMap<Double, Double> rank : byRank) {
            if (!rank.isEmpty()) {
                places.add(rank.firstKey() - OUTSIDE);
                places.add(rank.lastEntry().getValue() + OUTSIDE);
            }
            double end = Double.POSITIVE_INFINITY;
            for (Map.Entry<Double, Double> interval : rank.entrySet()) {
                if (end < interval.getKey()) {
                    places.add(end);
                    places.add((end + interval.getKey()) / 2);
                    places.add(interval.getKey());
                }
                end = interval.getValue();
            }
        }
        return places.stream().mapToDouble(Double::doubleValue).toArray();
    }
}

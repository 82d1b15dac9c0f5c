package systems.tasker.compiler.drawing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import systems.tasker.compiler.drawing.Picture.Line;
import systems.tasker.compiler.drawing.Picture.LineKind;
import systems.tasker.compiler.drawing.Picture.Point;

/**
 * Ways for waits, from a step down to a gate: sideways only in the channels between ranks, down
 * through a rank only where nothing stands. The cheapest way is found channel by channel; what it
 * costs is its length, its turns, and being close to the ways to other gates. Ways to one gate may
 * join.
 */
final class WaitRoutes {
    private static final double TURN = 24;
    private static final double NEAR_ANOTHER = 60;
    private static final double TOO_NEAR = 5;
    private static final double DOWN = 4;

    /** A gate's wait for a step. */
    record Wait(Cell.Leaf step, Cell.Leaf gate) {}

    /**
     * A way found.
     *
     * @param of the wait that it is of
     * @param xs where it is in each rank from the step's, where it leaves, to the gate's
     */
    private record Route(Wait of, List<Double> xs) {
        int first() {
            return of.step().firstRank();
        }

        double left(int channel) {
            return Math.min(xs.get(channel - first()), xs.get(channel - first() + 1));
        }

        double right(int channel) {
            return Math.max(xs.get(channel - first()), xs.get(channel - first() + 1));
        }

        boolean turnsIn(int channel) {
            return channel >= first()
                    && channel - first() + 1 < xs.size()
                    && right(channel) > left(channel);
        }
    }

    private record Passage(Cell.Leaf gate, double x) {}

    private final Obstacles obstacles;
    private final double[] candidates;
    private final List<List<Passage>> passages = new ArrayList<>();
    private final List<Route> routes = new ArrayList<>();
    private final List<SequencedMap<Cell.Leaf, Integer>> tracks = new ArrayList<>();

    private WaitRoutes(Obstacles obstacles) {
        this.obstacles = obstacles;
        this.candidates = obstacles.gaps();
        for (int rank = 0; rank < obstacles.ranks(); rank++) {
            passages.add(new ArrayList<>());
        }
    }

    static WaitRoutes of(
            List<Cell.Leaf> leaves,
            List<Cell.Stack> stacks,
            List<Cell.Fork> forks,
            List<Wait> waits) {
        WaitRoutes found = new WaitRoutes(Obstacles.of(leaves, stacks, forks));
        SequencedMap<Cell.Leaf, List<Wait>> bySteps = new LinkedHashMap<>();
        waits.forEach(
                wait -> bySteps.computeIfAbsent(wait.step(), step -> new ArrayList<>()).add(wait));
        bySteps.forEach(
                (step, of) ->
                        found.leave(
                                step,
                                of,
                                stacks.stream()
                                        .anyMatch(
                                                stack ->
                                                        stack.parts().contains(step)
                                                                && stack.parts().getLast()
                                                                        != step)));
        for (int rank = 0; rank < found.obstacles.ranks(); rank++) {
            found.tracks.add(found.tracksIn(rank));
        }
        return found;
    }

    /** Each wait leaves its step at a port of its own, beside the arrow to what follows. */
    private void leave(Cell.Leaf step, List<Wait> waits, boolean followed) {
        double[] aims = new double[waits.size() + (followed ? 1 : 0)];
        for (int i = 0; i < aims.length; i++) {
            aims[i] = i < waits.size() ? waits.get(i).gate().centre() : step.centre();
        }
        double[] ports = Ports.of(step.centre(), step.width(), aims);
        for (int i = 0; i < waits.size(); i++) {
            Route route = cheapest(waits.get(i), ports[i]);
            routes.add(route);
            for (int rank = 1; rank < route.xs().size(); rank++) {
                passages.get(route.first() + rank)
                        .add(new Passage(route.of().gate(), route.xs().get(rank)));
            }
        }
    }

    private Route cheapest(Wait wait, double port) {
        double end = wait.gate().centre();
        double[] xs = withEnds(port, end);
        int first = wait.step().firstRank();
        int last = wait.gate().firstRank();
        double[] cost = new double[xs.length];
        Arrays.fill(cost, Double.POSITIVE_INFINITY);
        cost[index(xs, port)] = 0;
        int[][] from = new int[last - first + 1][];
        for (int rank = first + 1; rank <= last; rank++) {
            int[] origin = new int[xs.length];
            double[] reached = sideways(xs, cost, origin);
            for (int i = 0; i < xs.length; i++) {
                boolean free = rank == last ? xs[i] == end : obstacles.isFree(rank, xs[i]);
                reached[i] += free ? down(wait.gate(), rank, xs[i]) : Double.POSITIVE_INFINITY;
            }
            cost = reached;
            from[rank - first] = origin;
        }
        List<Double> route = new ArrayList<>();
        int at = index(xs, end);
        for (int rank = last; rank > first; rank--) {
            route.addFirst(xs[at]);
            at = from[rank - first][at];
        }
        route.addFirst(xs[at]);
        return new Route(wait, route);
    }

    private double[] withEnds(double start, double end) {
        return Arrays.stream(new double[][] {candidates, {start, end}})
                .flatMapToDouble(Arrays::stream)
                .sorted()
                .distinct()
                .toArray();
    }

    private static int index(double[] xs, double x) {
        return Arrays.binarySearch(xs, x);
    }

    /** The cost of being at each place of a channel, and from where one came. */
    private static double[] sideways(double[] xs, double[] cost, int[] origin) {
        double[] reached = cost.clone();
        for (int i = 0; i < xs.length; i++) {
            origin[i] = i;
        }
        for (boolean right : new boolean[] {true, false}) {
            int nearest = -1;
            for (int n = 0; n < xs.length; n++) {
                int i = right ? n : xs.length - 1 - n;
                if (nearest >= 0) {
                    double along = cost[nearest] + TURN + Math.abs(xs[i] - xs[nearest]);
                    if (along < reached[i]) {
                        reached[i] = along;
                        origin[i] = nearest;
                    }
                }
                if (nearest < 0 || cost[i] < cost[nearest] + Math.abs(xs[i] - xs[nearest])) {
                    nearest = i;
                }
            }
        }
        return reached;
    }

    private double down(Cell.Leaf gate, int rank, double x) {
        double cost = DOWN;
        for (Passage other : passages.get(rank)) {
            if (other.gate() == gate && other.x() == x) {
                return 0;
            }
            if (other.gate() != gate && Math.abs(other.x() - x) < TOO_NEAR) {
                cost += NEAR_ANOTHER;
            }
        }
        return cost;
    }

    /** For each gate to which ways lead sideways in a channel, a track that is free there. */
    private SequencedMap<Cell.Leaf, Integer> tracksIn(int channel) {
        SequencedMap<Cell.Leaf, double[]> extents = new LinkedHashMap<>();
        for (Route route : routes) {
            if (route.turnsIn(channel)) {
                double left = route.left(channel);
                double right = route.right(channel);
                extents.merge(
                        route.of().gate(),
                        new double[] {left, right},
                        (one, other) ->
                                new double[] {
                                    Math.min(one[0], other[0]), Math.max(one[1], other[1])
                                });
            }
        }
        List<List<double[]>> used = new ArrayList<>();
        SequencedMap<Cell.Leaf, Integer> assigned = new LinkedHashMap<>();
        extents.forEach(
                (gate, extent) -> {
                    int track = 0;
                    while (track < used.size() && overlaps(used.get(track), extent)) {
                        track++;
                    }
                    if (track == used.size()) {
                        used.add(new ArrayList<>());
                    }
                    used.get(track).add(extent);
                    assigned.put(gate, track);
                });
        return assigned;
    }

    private static boolean overlaps(List<double[]> extents, double[] extent) {
        return extents.stream()
                .anyMatch(
                        other ->
                                extent[0] < other[1] + TOO_NEAR && other[0] < extent[1] + TOO_NEAR);
    }

    /** How many tracks the channel below a rank needs. */
    int tracks(int rank) {
        return tracks.get(rank).values().stream().mapToInt(track -> track + 1).max().orElse(0);
    }

    /** How far to the right a way leads. */
    double right() {
        return routes.stream()
                .flatMap(route -> route.xs().stream())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
    }

    List<Line> lines(Rows rows) {
        SequencedMap<Cell.Leaf, Junctions> junctions = new LinkedHashMap<>();
        List<Line> lines = new ArrayList<>();
        for (Route route : routes) {
            Cell.Leaf gate = route.of().gate();
            Junctions others = junctions.computeIfAbsent(gate, any -> new Junctions());
            String what = gate.node().label() + " waits for " + route.of().step().node().label();
            List<Point> points = points(route, rows);
            List<Point> drawn = others.join(points);
            boolean arrow = drawn.getLast().equals(points.getLast());
            lines.add(new Line(LineKind.WAIT, what, drawn, false, arrow));
        }
        return lines;
    }

    private List<Point> points(Route route, Rows rows) {
        List<Point> points = new ArrayList<>();
        points.add(new Point(route.xs().getFirst(), rows.bottom(route.first())));
        for (int i = 0; i + 1 < route.xs().size(); i++) {
            int channel = route.first() + i;
            if (route.turnsIn(channel)) {
                Integer track = tracks.get(channel).get(route.of().gate());
                double y = rows.track(channel, track == null ? 0 : track, tracks(channel));
                points.add(new Point(route.xs().get(i), y));
                points.add(new Point(route.xs().get(i + 1), y));
            }
        }
        double top = rows.middle(route.of().gate().firstRank()) - route.of().gate().width() / 2;
        points.add(new Point(route.xs().getLast(), top));
        return points;
    }
}

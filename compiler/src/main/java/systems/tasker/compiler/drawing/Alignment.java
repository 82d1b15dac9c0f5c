package systems.tasker.compiler.drawing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Gives vertices their horizontal places, long arrows straight and nodes above the middle of what
 * they lead to: four extreme layouts, from the left or right and from above or below, in each of
 * which blocks of vertices stand straight below each other; a vertex then stands at the mean of the
 * two middle ones of its four places (Brandes and Köpf 2001; blocks are compacted over the graph of
 * blocks, as widths differ).
 */
final class Alignment {
    private final Layers layers;
    private final double[] widths;
    private final int[] positions;
    private final Set<Long> conflicts = new HashSet<>();

    private Alignment(Layers layers, double[] widths) {
        this.layers = layers;
        this.widths = widths;
        this.positions = layers.positions();
    }

    /**
     * The horizontal centre of each vertex, the leftmost edge at 0.
     *
     * @param widths of vertices, the room between them included
     */
    static double[] centres(Layers layers, double[] widths) {
        Alignment alignment = new Alignment(layers, widths);
        alignment.findConflicts();
        List<double[]> layouts = new ArrayList<>();
        for (boolean down : new boolean[] {true, false}) {
            for (boolean fromLeft : new boolean[] {true, false}) {
                layouts.add(alignment.layout(down, fromLeft));
            }
        }
        return alignment.balanced(layouts);
    }

    /** Lines that cross a piece between two bends: the piece shall stay straight. */
    private void findConflicts() {
        for (List<Integer> layer : layers.layers()) {
            int checked = 0;
            int before = -1;
            for (int i = 0; i < layer.size(); i++) {
                int inner = innerAbove(layer.get(i));
                if (inner < 0 && i < layer.size() - 1) {
                    continue;
                }
                int after = inner < 0 ? Integer.MAX_VALUE : positions[inner];
                for (; checked <= i; checked++) {
                    int vertex = layer.get(checked);
                    for (Layers.Link link : layers.above(vertex)) {
                        int position = positions[link.vertex()];
                        boolean isInner = layers.isBend(vertex) && layers.isBend(link.vertex());
                        if (!isInner && (position < before || position > after)) {
                            conflicts.add(key(link.vertex(), vertex));
                        }
                    }
                }
                before = inner < 0 ? before : after;
            }
        }
    }

    /** The bend above a bend; -1 where there is none. */
    private int innerAbove(int vertex) {
        if (layers.isBend(vertex)) {
            int other = layers.above(vertex).getFirst().vertex();
            return layers.isBend(other) ? other : -1;
        }
        return -1;
    }

    private static long key(int above, int below) {
        return (long) above << 32 | below;
    }

    private double[] layout(boolean down, boolean fromLeft) {
        List<List<Integer>> order = new ArrayList<>();
        for (List<Integer> layer : down ? layers.layers() : layers.layers().reversed()) {
            order.add(fromLeft ? layer : layer.reversed());
        }
        int[] place = new int[positions.length];
        for (List<Integer> layer : order) {
            for (int i = 0; i < layer.size(); i++) {
                place[layer.get(i)] = i;
            }
        }
        double[] centres = compacted(order, blocks(order, place, down));
        if (!fromLeft) {
            for (int vertex = 0; vertex < centres.length; vertex++) {
                centres[vertex] = -centres[vertex];
            }
        }
        return centres;
    }

    /**
     * The block of each vertex, named by its first: it stands below the middle of its neighbours.
     */
    private int[] blocks(List<List<Integer>> order, int[] place, boolean down) {
        int[] root = new int[place.length];
        int[] next = new int[place.length];
        for (int vertex = 0; vertex < root.length; vertex++) {
            root[vertex] = vertex;
            next[vertex] = vertex;
        }
        for (List<Integer> layer : order) {
            int last = -1;
            for (int vertex : layer) {
                List<Integer> neighbours = pulling(vertex, place, down);
                int size = neighbours.size();
                for (int middle = Math.max(0, (size - 1) / 2);
                        middle <= size / 2 && middle < size;
                        middle++) {
                    int other = neighbours.get(middle);
                    long key = down ? key(other, vertex) : key(vertex, other);
                    if (next[vertex] == vertex && last < place[other] && !conflicts.contains(key)) {
                        next[other] = vertex;
                        root[vertex] = root[other];
                        next[vertex] = root[other];
                        last = place[other];
                    }
                }
            }
        }
        return root;
    }

    /**
     * The neighbours by which a vertex is placed: implied arrows only where there are no others.
     */
    private List<Integer> pulling(int vertex, int[] place, boolean down) {
        List<Layers.Link> links = down ? layers.above(vertex) : layers.below(vertex);
        boolean onlyImplied = links.stream().allMatch(Layers.Link::implied);
        return links.stream()
                .filter(link -> onlyImplied || !link.implied())
                .map(Layers.Link::vertex)
                .sorted(Comparator.comparingInt(other -> place[other]))
                .toList();
    }

    /** A block to the right of another, and how far apart their centres must be. */
    private record Neighbour(int block, double distance) {}

    /** Blocks as far to the left as they can be, then as near to those right of them. */
    private double[] compacted(List<List<Integer>> order, int[] root) {
        int size = root.length;
        List<List<Neighbour>> right = new ArrayList<>();
        int[] open = new int[size];
        double[] centre = new double[size];
        for (int vertex = 0; vertex < size; vertex++) {
            right.add(new ArrayList<>());
        }
        for (List<Integer> layer : order) {
            for (int i = 0; i + 1 < layer.size(); i++) {
                int one = layer.get(i);
                int other = layer.get(i + 1);
                double distance = (widths[one] + widths[other]) / 2;
                right.get(root[one]).add(new Neighbour(root[other], distance));
                open[root[other]]++;
            }
        }
        List<Integer> sorted = new ArrayList<>();
        for (int vertex = 0; vertex < size; vertex++) {
            if (root[vertex] == vertex && open[vertex] == 0) {
                sorted.add(vertex);
            }
        }
        for (int next = 0; next < sorted.size(); next++) {
            int block = sorted.get(next);
            for (Neighbour other : right.get(block)) {
                centre[other.block()] =
                        Math.max(centre[other.block()], centre[block] + other.distance());
                if (--open[other.block()] == 0) {
                    sorted.add(other.block());
                }
            }
        }
        for (int block : sorted.reversed()) {
            right.get(block).stream()
                    .mapToDouble(other -> centre[other.block()] - other.distance())
                    .min()
                    .ifPresent(most -> centre[block] = Math.max(centre[block], most));
        }
        double[] centres = new double[size];
        for (int vertex = 0; vertex < size; vertex++) {
            centres[vertex] = centre[root[vertex]];
        }
        return centres;
    }

    private double[] balanced(List<double[]> layouts) {
        int size = widths.length;
        double[] narrowest =
                layouts.stream().min(Comparator.comparingDouble(this::width)).orElseThrow();
        for (int i = 0; i < layouts.size(); i++) {
            double[] layout = layouts.get(i);
            boolean fromLeft = i % 2 == 0;
            double shift =
                    fromLeft ? left(narrowest) - left(layout) : right(narrowest) - right(layout);
            for (int vertex = 0; vertex < size; vertex++) {
                layout[vertex] += shift;
            }
        }
        double[] centres = new double[size];
        for (int vertex = 0; vertex < size; vertex++) {
            int which = vertex;
            double[] places =
                    layouts.stream().mapToDouble(layout -> layout[which]).sorted().toArray();
            centres[vertex] = (places[1] + places[2]) / 2;
        }
        double left = left(centres);
        for (int vertex = 0; vertex < size; vertex++) {
            centres[vertex] = Math.round(2 * (centres[vertex] - left)) / 2.0;
        }
        return centres;
    }

    private double width(double[] layout) {
        return right(layout) - left(layout);
    }

    private double left(double[] layout) {
        double left = Double.MAX_VALUE;
        for (int vertex = 0; vertex < layout.length; vertex++) {
            left = Math.min(left, layout[vertex] - widths[vertex] / 2);
        }
        return left;
    }

    private double right(double[] layout) {
        double right = -Double.MAX_VALUE;
        for (int vertex = 0; vertex < layout.length; vertex++) {
            right = Math.max(right, layout[vertex] + widths[vertex] / 2);
        }
        return right;
    }
}

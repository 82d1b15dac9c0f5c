package systems.tasker.compiler.drawing;

import java.util.ArrayList;
import java.util.List;

/**
 * A graph in which every line leads from one layer to the next. An arrow over several layers leads
 * through a <em>bend</em> in each of them: a vertex of its own, which keeps a place free for it.
 * Vertices are numbered: first the nodes, then the bends.
 */
final class Layers {
    /** An arrow between nodes. */
    record Arrow(int from, int to, boolean implied) {}

    /** A line to the next layer, or from the one before. */
    record Link(int vertex, boolean implied) {}

    private final int nodes;
    private final int[] layerOf;
    private final List<List<Link>> above = new ArrayList<>();
    private final List<List<Link>> below = new ArrayList<>();
    private final List<List<Integer>> layers = new ArrayList<>();
    private final List<int[]> paths = new ArrayList<>();

    Layers(int nodes, int[] rank, List<Arrow> arrows) {
        this.nodes = nodes;
        List<Integer> layer = new ArrayList<>();
        for (int node = 0; node < nodes; node++) {
            layer.add(rank[node]);
            addVertex(rank[node]);
        }
        for (Arrow arrow : arrows) {
            int[] path = new int[rank[arrow.to()] - rank[arrow.from()] + 1];
            path[0] = arrow.from();
            for (int i = 1; i < path.length; i++) {
                boolean end = i == path.length - 1;
                path[i] = end ? arrow.to() : layer.size();
                if (!end) {
                    layer.add(rank[arrow.from()] + i);
                    addVertex(rank[arrow.from()] + i);
                }
                below.get(path[i - 1]).add(new Link(path[i], arrow.implied()));
                above.get(path[i]).add(new Link(path[i - 1], arrow.implied()));
            }
            paths.add(path);
        }
        layerOf = layer.stream().mapToInt(Integer::intValue).toArray();
    }

    private void addVertex(int layer) {
        while (layers.size() <= layer) {
            layers.add(new ArrayList<>());
        }
        layers.get(layer).add(above.size());
        above.add(new ArrayList<>());
        below.add(new ArrayList<>());
    }

    int size() {
        return layerOf.length;
    }

    boolean isBend(int vertex) {
        return vertex >= nodes;
    }

    int layerOf(int vertex) {
        return layerOf[vertex];
    }

    List<Link> above(int vertex) {
        return above.get(vertex);
    }

    List<Link> below(int vertex) {
        return below.get(vertex);
    }

    /** The vertices of each layer from left to right; the order may be changed. */
    List<List<Integer>> layers() {
        return layers;
    }

    /** The vertices of an arrow, by the arrow's index: its ends, and the bends between. */
    int[] path(int arrow) {
        return paths.get(arrow);
    }

    /** Where each vertex stands in its layer. */
    int[] positions() {
        int[] positions = new int[size()];
        for (List<Integer> layer : layers) {
            for (int i = 0; i < layer.size(); i++) {
                positions[layer.get(i)] = i;
            }
        }
        return positions;
    }

    List<List<Integer>> copyOfOrder() {
        List<List<Integer>> copy = new ArrayList<>();
        layers.forEach(layer -> copy.add(new ArrayList<>(layer)));
        return copy;
    }

    void order(List<List<Integer>> order) {
        for (int i = 0; i < layers.size(); i++) {
            layers.set(i, new ArrayList<>(order.get(i)));
        }
    }

    /**
     * How often lines cross: for each pair of layers the inversions, counted with a Fenwick tree
     * (Barth, Jünger and Mutzel 2002).
     */
    long crossings() {
        int[] positions = positions();
        long crossings = 0;
        for (int i = 0; i + 1 < layers.size(); i++) {
            int[] tree = new int[layers.get(i + 1).size() + 1];
            int counted = 0;
            for (int vertex : layers.get(i)) {
                int[] ends =
                        below(vertex).stream()
                                .mapToInt(link -> positions[link.vertex()])
                                .sorted()
                                .toArray();
                for (int end : ends) {
                    crossings += counted - sum(tree, end + 1);
                }
                for (int end : ends) {
                    add(tree, end + 1);
                }
                counted += ends.length;
            }
        }
        return crossings;
    }

    private static int sum(int[] tree, int upTo) {
        int sum = 0;
        for (int i = upTo; i > 0; i -= i & -i) {
            sum += tree[i];
        }
        return sum;
    }

    private static void add(int[] tree, int at) {
        for (int i = at; i < tree.length; i += i & -i) {
            tree[i]++;
        }
    }
}

package systems.tasker.compiler.drawing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import systems.tasker.compiler.drawing.Picture.Line;
import systems.tasker.compiler.drawing.Picture.LineKind;
import systems.tasker.compiler.drawing.Picture.Point;
import systems.tasker.compiler.drawing.Picture.Spot;

/**
 * Draws a graph in layers, from above to below (Sugiyama, Tagawa and Toda 1981): {@link Ranking}
 * says which layer a node is in, {@link Layers} keeps ways free for long arrows, {@link Ordering}
 * lets few lines cross, {@link Alignment} gives each its place. Parts that are not connected stand
 * beside each other, as {@link Shelves} has room for them.
 */
final class LayeredLayout {
    private static final double BETWEEN_NODES = 26;
    private static final double ROOM_OF_BEND = 15;
    private static final double BETWEEN_LAYERS = 44;
    private static final double MOST_BETWEEN_LAYERS = 110;

    /** How much steeper than this lines between two layers shall be. */
    private static final double SLOPE = 0.1;

    private final List<Node> nodes;
    private final List<Layers.Arrow> arrows;
    private final NodeSize size;

    private LayeredLayout(List<Node> nodes, List<Layers.Arrow> arrows, NodeSize size) {
        this.nodes = nodes;
        this.arrows = arrows;
        this.size = size;
    }

    /**
     * The picture of a graph.
     *
     * @throws IllegalArgumentException where the graph has a cycle, or an edge's end is no node
     */
    static Picture picture(Graph graph) {
        NodeSize size = NodeSize.of(graph.nodes());
        Map<String, Integer> numbers = new HashMap<>();
        graph.nodes().forEach(node -> numbers.put(node.id(), numbers.size()));
        List<Layers.Arrow> arrows = new ArrayList<>();
        for (Graph.Edge edge : graph.edges()) {
            Integer from = numbers.get(edge.from());
            Integer to = numbers.get(edge.to());
            if (from == null || to == null) {
                throw new IllegalArgumentException("No node: " + edge);
            }
            arrows.add(new Layers.Arrow(from, to, edge.implied()));
        }
        Shelves shelves = new Shelves();
        for (Component component : Component.of(graph.nodes(), arrows)) {
            shelves.add(new LayeredLayout(component.nodes(), component.arrows(), size).part());
        }
        return shelves.picture(graph.title(), graph.description());
    }

    private Shelves.Part part() {
        Layers layers = new Layers(nodes.size(), Ranking.of(nodes.size(), arrows), arrows);
        Ordering.reduceCrossings(layers);
        double[] widths = new double[layers.size()];
        for (int vertex = 0; vertex < widths.length; vertex++) {
            widths[vertex] =
                    layers.isBend(vertex)
                            ? ROOM_OF_BEND
                            : size.widthOf(nodes.get(vertex)) + BETWEEN_NODES;
        }
        double[] centres = Alignment.centres(layers, widths);
        for (int vertex = 0; vertex < centres.length; vertex++) {
            centres[vertex] -= BETWEEN_NODES / 2;
        }
        double[] tops = tops(layers, centres);
        List<Spot> spots = new ArrayList<>();
        for (int node = 0; node < nodes.size(); node++) {
            double middle = tops[layers.layerOf(node)] + size.height() / 2;
            spots.add(size.spot(nodes.get(node), centres[node], middle));
        }
        return new Shelves.Part(spots, lines(layers, centres, tops, spots));
    }

    /** Where each layer begins: the farther lines lead to the side, the more room they get. */
    private double[] tops(Layers layers, double[] centres) {
        double[] tops = new double[layers.layers().size()];
        for (int layer = 1; layer < tops.length; layer++) {
            double farthest = 0;
            for (int vertex : layers.layers().get(layer)) {
                for (Layers.Link link : layers.above(vertex)) {
                    farthest =
                            Math.max(farthest, Math.abs(centres[vertex] - centres[link.vertex()]));
                }
            }
            double room = Math.max(BETWEEN_LAYERS, Math.min(MOST_BETWEEN_LAYERS, SLOPE * farthest));
            tops[layer] = tops[layer - 1] + size.height() + Math.round(room);
        }
        return tops;
    }

    private List<Line> lines(Layers layers, double[] centres, double[] tops, List<Spot> spots) {
        double[] starts = ports(layers, centres, spots, true);
        double[] ends = ports(layers, centres, spots, false);
        List<Line> lines = new ArrayList<>();
        for (int arrow = 0; arrow < arrows.size(); arrow++) {
            int[] path = layers.path(arrow);
            Spot from = spots.get(path[0]);
            Spot to = spots.get(path[path.length - 1]);
            List<Point> points = new ArrayList<>();
            points.add(new Point(starts[arrow], from.bottom()));
            for (int i = 1; i < path.length - 1; i++) {
                double top = tops[layers.layerOf(path[i])];
                points.add(new Point(centres[path[i]], top));
                points.add(new Point(centres[path[i]], top + size.height()));
            }
            points.add(new Point(ends[arrow], to.y()));
            boolean implied = arrows.get(arrow).implied();
            lines.add(
                    new Line(
                            implied ? LineKind.IMPLIED : LineKind.ARROW,
                            from.node().label() + " → " + to.node().label(),
                            points,
                            true,
                            true));
        }
        return lines;
    }

    /** The horizontal place at which each arrow leaves its source, or reaches its target. */
    private double[] ports(Layers layers, double[] centres, List<Spot> spots, boolean ofSource) {
        List<List<Integer>> arrowsOf = new ArrayList<>();
        nodes.forEach(node -> arrowsOf.add(new ArrayList<>()));
        for (int arrow = 0; arrow < arrows.size(); arrow++) {
            Layers.Arrow ends = arrows.get(arrow);
            arrowsOf.get(ofSource ? ends.from() : ends.to()).add(arrow);
        }
        double[] ports = new double[arrows.size()];
        for (int node = 0; node < nodes.size(); node++) {
            List<Integer> mine = arrowsOf.get(node);
            double[] aims = new double[mine.size()];
            for (int i = 0; i < aims.length; i++) {
                int[] path = layers.path(mine.get(i));
                aims[i] = centres[path[ofSource ? 1 : path.length - 2]];
            }
            double[] places = Ports.of(centres[node], spots.get(node).width(), aims);
            for (int i = 0; i < places.length; i++) {
                ports[mine.get(i)] = places[i];
            }
        }
        return ports;
    }
}

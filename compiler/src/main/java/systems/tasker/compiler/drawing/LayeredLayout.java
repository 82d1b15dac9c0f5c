package systems.tasker.compiler.drawing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import systems.tasker.compiler.drawing.Picture.Frame;
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

    private final List<Block> blocks;
    private final List<Layers.Arrow> arrows;

    private LayeredLayout(Component component) {
        this.blocks = component.blocks();
        this.arrows = component.arrows();
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
        Block.Blocks blocks = Block.of(graph.nodes(), arrows, size);
        for (Component component : Component.of(blocks.blocks(), blocks.arrows())) {
            shelves.add(new LayeredLayout(component).part());
        }
        return shelves.picture(graph.title(), graph.description());
    }

    private Shelves.Part part() {
        Layers layers = new Layers(blocks.size(), Ranking.of(blocks.size(), arrows), arrows);
        Ordering.reduceCrossings(layers);
        double[] widths = new double[layers.size()];
        for (int vertex = 0; vertex < widths.length; vertex++) {
            widths[vertex] =
                    layers.isBend(vertex)
                            ? ROOM_OF_BEND
                            : blocks.get(vertex).width() + BETWEEN_NODES;
        }
        double[] centres = Alignment.centres(layers, widths);
        for (int vertex = 0; vertex < centres.length; vertex++) {
            centres[vertex] -= BETWEEN_NODES / 2;
        }
        double[] heights = new double[layers.layers().size()];
        for (int block = 0; block < blocks.size(); block++) {
            int layer = layers.layerOf(block);
            heights[layer] = Math.max(heights[layer], blocks.get(block).height());
        }
        double[] tops = tops(layers, centres, heights);
        List<Spot> spots = new ArrayList<>();
        List<Frame> frames = new ArrayList<>();
        for (int block = 0; block < blocks.size(); block++) {
            int layer = layers.layerOf(block);
            double middle = tops[layer] + heights[layer] / 2;
            blocks.get(block).place(centres[block], middle, spots, frames);
        }
        return new Shelves.Part(frames, lines(layers, centres, tops, heights), spots);
    }

    /** Where each layer begins: the farther lines lead to the side, the more room they get. */
    private static double[] tops(Layers layers, double[] centres, double[] heights) {
        double[] tops = new double[heights.length];
        for (int layer = 1; layer < tops.length; layer++) {
            double farthest = 0;
            for (int vertex : layers.layers().get(layer)) {
                for (Layers.Link link : layers.above(vertex)) {
                    farthest =
                            Math.max(farthest, Math.abs(centres[vertex] - centres[link.vertex()]));
                }
            }
            double room = Math.max(BETWEEN_LAYERS, Math.min(MOST_BETWEEN_LAYERS, SLOPE * farthest));
            tops[layer] = tops[layer - 1] + heights[layer - 1] + Math.round(room);
        }
        return tops;
    }

    private List<Line> lines(Layers layers, double[] centres, double[] tops, double[] heights) {
        double[] starts = ports(layers, centres, true);
        double[] ends = ports(layers, centres, false);
        List<Line> lines = new ArrayList<>();
        for (int arrow = 0; arrow < arrows.size(); arrow++) {
            int[] path = layers.path(arrow);
            int from = path[0];
            int to = path[path.length - 1];
            int first = layers.layerOf(from);
            int last = layers.layerOf(to);
            List<Point> points = new ArrayList<>();
            double half = blocks.get(from).height() / 2;
            points.add(new Point(starts[arrow], tops[first] + heights[first] / 2 + half));
            if (half < heights[first] / 2) {
                points.add(new Point(starts[arrow], tops[first] + heights[first]));
            }
            for (int i = 1; i < path.length - 1; i++) {
                int layer = layers.layerOf(path[i]);
                points.add(new Point(centres[path[i]], tops[layer]));
                points.add(new Point(centres[path[i]], tops[layer] + heights[layer]));
            }
            double halfOfLast = blocks.get(to).height() / 2;
            if (halfOfLast < heights[last] / 2) {
                points.add(new Point(ends[arrow], tops[last]));
            }
            points.add(new Point(ends[arrow], tops[last] + heights[last] / 2 - halfOfLast));
            boolean implied = arrows.get(arrow).implied();
            lines.add(
                    new Line(
                            implied ? LineKind.IMPLIED : LineKind.ARROW,
                            blocks.get(from).label() + " → " + blocks.get(to).label(),
                            points,
                            true,
                            true));
        }
        return lines;
    }

    /** The horizontal place at which each arrow leaves its source, or reaches its target. */
    private double[] ports(Layers layers, double[] centres, boolean ofSource) {
        List<List<Integer>> arrowsOf = new ArrayList<>();
        blocks.forEach(block -> arrowsOf.add(new ArrayList<>()));
        for (int arrow = 0; arrow < arrows.size(); arrow++) {
            Layers.Arrow ends = arrows.get(arrow);
            arrowsOf.get(ofSource ? ends.from() : ends.to()).add(arrow);
        }
        double[] ports = new double[arrows.size()];
        for (int block = 0; block < blocks.size(); block++) {
            List<Integer> mine = arrowsOf.get(block);
            double[] aims = new double[mine.size()];
            for (int i = 0; i < aims.length; i++) {
                int[] path = layers.path(mine.get(i));
                aims[i] = centres[path[ofSource ? 1 : path.length - 2]];
            }
            double[] places = Ports.of(centres[block], blocks.get(block).width(), aims);
            for (int i = 0; i < places.length; i++) {
                ports[mine.get(i)] = places[i];
            }
        }
        return ports;
    }
}

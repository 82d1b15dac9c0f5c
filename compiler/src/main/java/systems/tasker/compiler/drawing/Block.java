package systems.tasker.compiler.drawing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeSet;
import systems.tasker.compiler.drawing.Picture.Frame;
import systems.tasker.compiler.drawing.Picture.Spot;

/**
 * What has one place in a layer: a node, or many that have the very same arrows. Those stand in
 * rows and columns in a frame, to which one arrow leads for all of them.
 */
record Block(List<Node> nodes, NodeSize size) {
    /** Up to so many nodes with the same arrows stand in the layer, each for itself. */
    private static final int MANY = 8;

    private static final double BETWEEN = 14;
    private static final double FRAME = 14;

    Block {
        nodes = List.copyOf(nodes);
    }

    /** Blocks of nodes, and the arrows between the blocks. */
    record Blocks(List<Block> blocks, List<Layers.Arrow> arrows) {}

    static Blocks of(List<Node> nodes, List<Layers.Arrow> arrows, NodeSize size) {
        List<TreeSet<String>> neighbours = new ArrayList<>();
        nodes.forEach(node -> neighbours.add(new TreeSet<>()));
        for (Layers.Arrow arrow : arrows) {
            neighbours.get(arrow.from()).add("to " + arrow.to() + arrow.implied());
            neighbours.get(arrow.to()).add("from " + arrow.from() + arrow.implied());
        }
        SequencedMap<TreeSet<String>, List<Integer>> twins = new LinkedHashMap<>();
        for (int node = 0; node < nodes.size(); node++) {
            twins.computeIfAbsent(neighbours.get(node), any -> new ArrayList<>()).add(node);
        }
        List<Block> blocks = new ArrayList<>();
        Map<Integer, Integer> blockOf = new HashMap<>();
        for (int node = 0; node < nodes.size(); node++) {
            TreeSet<String> mine = neighbours.get(node);
            List<Integer> same = twins.getOrDefault(mine, List.of());
            boolean together = !mine.isEmpty() && same.size() > MANY;
            if (together && same.getFirst() != node) {
                blockOf.put(node, blockOf.getOrDefault(same.getFirst(), 0));
            } else {
                blockOf.put(node, blocks.size());
                blocks.add(
                        new Block(
                                together
                                        ? same.stream().map(nodes::get).toList()
                                        : List.of(nodes.get(node)),
                                size));
            }
        }
        List<Layers.Arrow> between =
                arrows.stream()
                        .map(
                                arrow ->
                                        new Layers.Arrow(
                                                blockOf.getOrDefault(arrow.from(), 0),
                                                blockOf.getOrDefault(arrow.to(), 0),
                                                arrow.implied()))
                        .distinct()
                        .toList();
        return new Blocks(blocks, between);
    }

    private boolean isFramed() {
        return nodes.size() > 1;
    }

    private int columns() {
        return (int) Math.ceil(Math.sqrt(nodes.size()));
    }

    private int rows() {
        return (nodes.size() + columns() - 1) / columns();
    }

    double width() {
        return isFramed()
                ? columns() * (size.width() + BETWEEN) - BETWEEN + 2 * FRAME
                : size.widthOf(nodes.getFirst());
    }

    double height() {
        return isFramed()
                ? rows() * (size.height() + BETWEEN) - BETWEEN + 2 * FRAME
                : size.heightOf(nodes.getFirst());
    }

    /** What it is called where a line leads to it. */
    String label() {
        String first = nodes.getFirst().label();
        return isFramed() ? first + " and " + (nodes.size() - 1) + " others" : first;
    }

    /** Adds what is to be seen of it, with its centre at a point. */
    void place(double x, double y, List<Spot> spots, List<Frame> frames) {
        if (!isFramed()) {
            spots.add(size.spot(nodes.getFirst(), x, y));
            return;
        }
        double left = x - width() / 2;
        double top = y - height() / 2;
        frames.add(new Frame(left, top, width(), height()));
        for (int i = 0; i < nodes.size(); i++) {
            int column = i % columns();
            int row = i / columns();
            spots.add(
                    size.spot(
                            nodes.get(i),
                            left + FRAME + column * (size.width() + BETWEEN) + size.width() / 2,
                            top + FRAME + row * (size.height() + BETWEEN) + size.height() / 2));
        }
    }
}

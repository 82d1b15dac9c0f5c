package systems.tasker.compiler.drawing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import systems.tasker.compiler.drawing.Picture.Frame;
import systems.tasker.compiler.drawing.Picture.Line;
import systems.tasker.compiler.drawing.Picture.LineKind;
import systems.tasker.compiler.drawing.Picture.Point;
import systems.tasker.compiler.drawing.Picture.Spot;

/**
 * Draws a machine in columns: what follows something stands below it, branches stand beside each
 * other in a frame, all in common ranks, a gate below the steps that it waits for. The waits are
 * led between the columns by {@link WaitRoutes}.
 */
final class NestedLayout {
    private static final double BETWEEN_RANKS = 28;
    private static final double FRAME = 14;
    private static final double BETWEEN_TRACKS = 8;

    /** Up to so many single nodes stand beside each other. */
    private static final int ROW = 6;

    private final FlowChart chart;
    private final NodeSize size;
    private final Map<String, Cell.Leaf> leaves = new HashMap<>();
    private final List<Cell.Leaf> inOrder = new ArrayList<>();
    private final List<Cell.Fork> forks = new ArrayList<>();
    private final List<Cell.Stack> stacks = new ArrayList<>();
    private final Set<String> waitedFor = new HashSet<>();
    private final SequencedMap<Cell.Leaf, List<WaitRoutes.Wait>> waitsOfGates =
            new LinkedHashMap<>();
    private final Cell top;

    private NestedLayout(FlowChart chart) {
        this.chart = chart;
        chart.waits().forEach(wait -> waitedFor.add(wait.step()));
        this.size = NodeSize.of(nodes(chart.flow(), new ArrayList<>()));
        this.top = cell(chart.flow());
    }

    /** The picture of a machine. */
    static Picture picture(FlowChart chart) {
        return new NestedLayout(chart).picture();
    }

    private static List<Node> nodes(FlowChart.Flow flow, List<Node> nodes) {
        switch (flow) {
            case FlowChart.Single single -> nodes.add(single.node());
            case FlowChart.Sequence sequence ->
                    sequence.parts().forEach(part -> nodes(part, nodes));
            case FlowChart.Parallel parallel ->
                    parallel.branches().forEach(branch -> nodes(branch, nodes));
        }
        return nodes;
    }

    private Cell cell(FlowChart.Flow flow) {
        return switch (flow) {
            case FlowChart.Single single -> {
                Cell.Leaf leaf = new Cell.Leaf(single.node(), size.widthOf(single.node()));
                leaves.put(single.node().id(), leaf);
                inOrder.add(leaf);
                yield leaf;
            }
            case FlowChart.Sequence sequence -> {
                Cell.Stack stack =
                        new Cell.Stack(sequence.parts().stream().map(this::cell).toList(), true);
                stacks.add(stack);
                yield stack;
            }
            case FlowChart.Parallel parallel -> {
                List<Cell> branches = parallel.branches().stream().map(this::cell).toList();
                Cell.Fork fork = new Cell.Fork(inBlocks(branches));
                forks.add(fork);
                yield fork;
            }
        };
    }

    /** Many single nodes that no gate waits for stand in a block rather than in one long row. */
    private List<Cell> inBlocks(List<Cell> branches) {
        List<Cell> single =
                branches.stream()
                        .filter(
                                cell ->
                                        cell instanceof Cell.Leaf leaf
                                                && !waitedFor.contains(leaf.node().id()))
                        .toList();
        int columns = Math.max(ROW, (int) Math.ceil(Math.sqrt(single.size())));
        if (single.size() <= columns) {
            return branches;
        }
        int rows = (single.size() + columns - 1) / columns;
        List<Cell> arranged = new ArrayList<>(branches);
        arranged.removeAll(single);
        for (int first = 0; first < single.size(); first += rows) {
            int end = Math.min(single.size(), first + rows);
            arranged.add(new Cell.Stack(single.subList(first, end), false));
        }
        return arranged;
    }

    private Cell.Leaf leaf(String id) {
        Cell.Leaf leaf = leaves.get(id);
        if (leaf == null) {
            throw new IllegalArgumentException("No node is called " + id);
        }
        return leaf;
    }

    private Picture picture() {
        List<WaitRoutes.Wait> waits =
                chart.waits().stream()
                        .map(wait -> new WaitRoutes.Wait(leaf(wait.step()), leaf(wait.gate())))
                        .toList();
        waits.forEach(
                wait ->
                        waitsOfGates
                                .computeIfAbsent(wait.gate(), gate -> new ArrayList<>())
                                .add(wait));
        while (lower(top, 0)) {
            // Once more: a gate has moved below a step, and what follows it has to move as well.
        }
        Lanes.assign(top, forks, waitsOfGates);
        top.centre(Shelves.MARGIN + top.width() / 2);
        WaitRoutes routes = WaitRoutes.of(inOrder, stacks, forks, waits);
        Rows rows = rows(routes);
        List<Line> lines = new ArrayList<>();
        stacks.forEach(stack -> arrows(stack, rows, lines));
        lines.addAll(routes.lines(rows));
        List<Spot> spots = new ArrayList<>();
        for (Cell.Leaf leaf : inOrder) {
            spots.add(size.spot(leaf.node(), leaf.centre(), rows.middle(leaf.firstRank())));
        }
        return new Picture(
                chart.title(),
                chart.description(),
                Math.max(top.width(), routes.right() - Shelves.MARGIN) + 2 * Shelves.MARGIN,
                rows.bottom(top.lastRank()) + FRAME * top.framesBelow() + Shelves.MARGIN,
                forks.reversed().stream().map(fork -> frame(fork, rows)).toList(),
                lines,
                spots);
    }

    /** Gives everything in a cell a rank of at least {@code least}; whether something has moved. */
    private boolean lower(Cell cell, int least) {
        boolean moved = false;
        switch (cell) {
            case Cell.Leaf leaf -> {
                moved = leaf.lower(least);
                for (WaitRoutes.Wait wait : waitsOfGates.getOrDefault(leaf, List.of())) {
                    moved |= leaf.lower(wait.step().firstRank() + 1);
                }
            }
            case Cell.Stack stack -> {
                int next = least;
                for (Cell part : stack.parts()) {
                    moved |= lower(part, next);
                    next = part.lastRank() + 1;
                }
            }
            case Cell.Fork fork -> {
                for (Cell branch : fork.branches()) {
                    moved |= lower(branch, least);
                }
            }
        }
        return moved;
    }

    /** Each rank as high as its nodes, with room between for frames, arrows and waits. */
    private Rows rows(WaitRoutes routes) {
        int ranks = top.lastRank() + 1;
        double[] heights = new double[ranks];
        for (Cell.Leaf leaf : inOrder) {
            int rank = leaf.firstRank();
            heights[rank] = Math.max(heights[rank], size.heightOf(leaf.node()));
        }
        int[] above = new int[ranks];
        int[] below = new int[ranks];
        for (Cell.Fork fork : forks) {
            int first = fork.firstRank();
            int last = fork.lastRank();
            above[first] = Math.max(above[first], fork.framesAbove());
            below[last] = Math.max(below[last], fork.framesBelow());
        }
        double[] tops = new double[ranks];
        double[] channels = new double[ranks];
        double[] rooms = new double[ranks];
        tops[0] = Shelves.MARGIN + FRAME * above[0];
        for (int rank = 0; rank + 1 < ranks; rank++) {
            channels[rank] = tops[rank] + heights[rank] + FRAME * below[rank];
            rooms[rank] = Math.max(BETWEEN_RANKS, BETWEEN_TRACKS * (routes.tracks(rank) + 2));
            tops[rank + 1] = channels[rank] + rooms[rank] + FRAME * above[rank + 1];
        }
        return new Rows(tops, heights, channels, rooms);
    }

    private Frame frame(Cell.Fork fork, Rows rows) {
        double y = top(fork, rows);
        return new Frame(fork.centre() - fork.width() / 2, y, fork.width(), bottom(fork, rows) - y);
    }

    private double top(Cell cell, Rows rows) {
        return switch (cell) {
            case Cell.Leaf leaf -> rows.middle(leaf.firstRank()) - size.heightOf(leaf.node()) / 2;
            case Cell.Stack stack -> top(stack.parts().getFirst(), rows);
            case Cell.Fork fork -> rows.top(fork.firstRank()) - FRAME * fork.framesAbove();
        };
    }

    private double bottom(Cell cell, Rows rows) {
        return switch (cell) {
            case Cell.Leaf leaf -> rows.middle(leaf.firstRank()) + size.heightOf(leaf.node()) / 2;
            case Cell.Stack stack -> bottom(stack.parts().getLast(), rows);
            case Cell.Fork fork -> rows.bottom(fork.lastRank()) + FRAME * fork.framesBelow();
        };
    }

    private void arrows(Cell.Stack stack, Rows rows, List<Line> lines) {
        for (int i = 0; i + 1 < stack.parts().size(); i++) {
            Cell from = stack.parts().get(i);
            Cell to = stack.parts().get(i + 1);
            lines.add(
                    new Line(
                            LineKind.ARROW,
                            name(from) + " → " + name(to),
                            List.of(
                                    new Point(stack.centre(), bottom(from, rows)),
                                    new Point(stack.centre(), top(to, rows))),
                            false,
                            true));
        }
    }

    private static String name(Cell cell) {
        return switch (cell) {
            case Cell.Leaf leaf -> leaf.node().label();
            case Cell.Stack stack -> name(stack.parts().getFirst());
            case Cell.Fork fork -> "parallel";
        };
    }
}

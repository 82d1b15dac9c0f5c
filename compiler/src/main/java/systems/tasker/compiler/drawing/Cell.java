package systems.tasker.compiler.drawing;

import java.util.ArrayList;
import java.util.List;

/** A part of a machine while it is laid out: its column and its ranks are found one by one. */
sealed interface Cell {

    double width();

    /** The horizontal centre of its column. */
    double centre();

    void centre(double x);

    int firstRank();

    int lastRank();

    /** How many frames begin around its first rank, one within the other; 0 where none does. */
    int framesAbove();

    /** How many frames end around its last rank. */
    int framesBelow();

    /** One node. */
    final class Leaf implements Cell {
        private final Node node;
        private final double width;
        private double centre;
        private int rank;

        Leaf(Node node, double width) {
            this.node = node;
            this.width = width;
        }

        Node node() {
            return node;
        }

        /** Moves it down where it has to stand lower. */
        boolean lower(int least) {
            boolean lower = rank < least;
            rank = Math.max(rank, least);
            return lower;
        }

        @Override
        public double width() {
            return width;
        }

        @Override
        public double centre() {
            return centre;
        }

        @Override
        public void centre(double x) {
            centre = x;
        }

        @Override
        public int firstRank() {
            return rank;
        }

        @Override
        public int lastRank() {
            return rank;
        }

        @Override
        public int framesAbove() {
            return 0;
        }

        @Override
        public int framesBelow() {
            return 0;
        }
    }

    /**
     * Cells below each other, in one column.
     *
     * @param joined whether arrows lead from one to the next
     */
    record Stack(List<Cell> parts, boolean joined) implements Cell {
        @Override
        public double width() {
            return parts.stream().mapToDouble(Cell::width).max().orElse(0);
        }

        @Override
        public double centre() {
            return parts.getFirst().centre();
        }

        @Override
        public void centre(double x) {
            parts.forEach(part -> part.centre(x));
        }

        @Override
        public int firstRank() {
            return parts.getFirst().firstRank();
        }

        @Override
        public int lastRank() {
            return parts.getLast().lastRank();
        }

        @Override
        public int framesAbove() {
            return parts.getFirst().framesAbove();
        }

        @Override
        public int framesBelow() {
            return parts.getLast().framesBelow();
        }
    }

    /** Cells of which each stands below the one before it, without being joined to it. */
    final class Lane {
        private final List<Cell> cells = new ArrayList<>();
        private double width;

        List<Cell> cells() {
            return cells;
        }

        /** Puts another one below; its width must be known. */
        void add(Cell cell) {
            cells.add(cell);
            width = Math.max(width, cell.width());
        }

        double width() {
            return width;
        }

        boolean hasRoomFor(Cell other) {
            return cells.stream()
                    .allMatch(
                            cell ->
                                    cell.lastRank() < other.firstRank()
                                            || other.lastRank() < cell.firstRank());
        }
    }

    /** Cells in a frame, beside each other or, where there is room, below each other. */
    final class Fork implements Cell {
        private static final double BETWEEN = 30;
        private static final double SIDE = 18;

        private final List<Cell> branches;
        private final List<Lane> lanes = new ArrayList<>();
        private double width;
        private double centre;

        Fork(List<Cell> branches) {
            this.branches = List.copyOf(branches);
        }

        List<Cell> branches() {
            return branches;
        }

        /** From left to right; may be put into another order. */
        List<Lane> lanes() {
            return lanes;
        }

        /** To be told when the lanes have been found, those of inner forks first. */
        void measure() {
            width =
                    lanes.stream().mapToDouble(Lane::width).sum()
                            + BETWEEN * (lanes.size() - 1)
                            + 2 * SIDE;
        }

        @Override
        public double width() {
            return width;
        }

        @Override
        public double centre() {
            return centre;
        }

        @Override
        public void centre(double x) {
            centre = x;
            double left = x - width / 2 + SIDE;
            for (Lane lane : lanes) {
                double middle = left + lane.width() / 2;
                lane.cells().forEach(cell -> cell.centre(middle));
                left += lane.width() + BETWEEN;
            }
        }

        @Override
        public int firstRank() {
            return branches.stream().mapToInt(Cell::firstRank).min().orElse(0);
        }

        @Override
        public int lastRank() {
            return branches.stream().mapToInt(Cell::lastRank).max().orElse(0);
        }

        @Override
        public int framesAbove() {
            int first = firstRank();
            return 1
                    + branches.stream()
                            .filter(branch -> branch.firstRank() == first)
                            .mapToInt(Cell::framesAbove)
                            .max()
                            .orElse(0);
        }

        @Override
        public int framesBelow() {
            int last = lastRank();
            return 1
                    + branches.stream()
                            .filter(branch -> branch.lastRank() == last)
                            .mapToInt(Cell::framesBelow)
                            .max()
                            .orElse(0);
        }
    }
}

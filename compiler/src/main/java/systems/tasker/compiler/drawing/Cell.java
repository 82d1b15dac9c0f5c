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

    /** Cells below each other, in one column. */
    record Stack(List<Cell> parts) implements Cell {
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

    /** Cells beside each other, in a frame. */
    record Fork(List<Cell> branches) implements Cell {
        static final double BETWEEN = 30;
        static final double SIDE = 18;

        public Fork {
            branches = new ArrayList<>(branches);
        }

        @Override
        public double width() {
            return branches.stream().mapToDouble(Cell::width).sum()
                    + BETWEEN * (branches.size() - 1)
                    + 2 * SIDE;
        }

        @Override
        public double centre() {
            Cell first = branches.getFirst();
            Cell last = branches.getLast();
            double left = first.centre() - first.width() / 2;
            return (left + last.centre() + last.width() / 2) / 2;
        }

        @Override
        public void centre(double x) {
            double left = x - width() / 2 + SIDE;
            for (Cell branch : branches) {
                branch.centre(left + branch.width() / 2);
                left += branch.width() + BETWEEN;
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

package systems.tasker.compiler.drawing;

import java.util.List;

/**
 * Everything in its place, in pixels from the upper left corner.
 *
 * @param frames around branches, outer ones first
 */
record Picture(
        String title,
        String description,
        double width,
        double height,
        List<Frame> frames,
        List<Line> lines,
        List<Spot> spots) {
    Picture {
        frames = List.copyOf(frames);
        lines = List.copyOf(lines);
        spots = List.copyOf(spots);
    }

    record Point(double x, double y) {}

    record Frame(double x, double y, double width, double height) {}

    /** A node and the rectangle that it fills, by its upper left corner. */
    record Spot(Node node, double x, double y, double width, double height, List<String> lines) {
        double centre() {
            return x + width / 2;
        }

        double bottom() {
            return y + height;
        }
    }

    enum LineKind {
        ARROW,
        IMPLIED,
        WAIT
    }

    /**
     * A line, which never leads upwards, and which ends leading down.
     *
     * @param what it says, for those who point at it
     * @param points in smooth lines, curves and vertical pieces alternate; in others the pieces are
     *     horizontal or vertical
     * @param arrow whether it ends with an arrowhead; otherwise it joins another line
     */
    record Line(LineKind kind, String what, List<Point> points, boolean smooth, boolean arrow) {
        Line {
            points = List.copyOf(points);
        }
    }
}

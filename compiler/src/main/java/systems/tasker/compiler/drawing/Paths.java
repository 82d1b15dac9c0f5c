package systems.tasker.compiler.drawing;

import java.util.List;
import systems.tasker.compiler.drawing.Picture.Line;
import systems.tasker.compiler.drawing.Picture.Point;

/** Lines as SVG's path data. */
final class Paths {
    /** The length of an arrowhead, on which the line itself is not drawn. */
    private static final double HEAD = 7;

    /** What leads straight into it. */
    private static final double STRAIGHT = 4;

    private static final double HALF_HEAD = 3.6;
    private static final double CORNER = 8;

    /** How far the ends of a curve lead straight on, as a part of its height. */
    private static final double BEND = 0.6;

    private Paths() {}

    static String of(Line line) {
        List<Point> points = line.points();
        Point end = points.getLast();
        double y = line.arrow() ? end.y() - HEAD + 1 : end.y();
        return line.smooth() ? smooth(points, y) : cornered(points, y);
    }

    /** A triangle that points down at the end of a line. */
    static String head(Line line) {
        Point end = line.points().getLast();
        return "M%s %sh%sL%s %sZ"
                .formatted(
                        number(end.x() - HALF_HEAD),
                        number(end.y() - HEAD),
                        number(2 * HALF_HEAD),
                        number(end.x()),
                        number(end.y()));
    }

    private static String smooth(List<Point> points, double endY) {
        StringBuilder path = new StringBuilder(move(points.getFirst()));
        for (int i = 1; i < points.size(); i++) {
            Point from = points.get(i - 1);
            Point to = points.get(i);
            boolean last = i == points.size() - 1;
            double y = last ? Math.max(endY - STRAIGHT, (from.y() + endY) / 2) : to.y();
            double bend = BEND * (y - from.y());
            path.append(
                    from.x() == to.x()
                            ? "V" + number(y)
                            : "C%s %s %s %s %s %s"
                                    .formatted(
                                            number(from.x()),
                                            number(from.y() + bend),
                                            number(to.x()),
                                            number(y - bend),
                                            number(to.x()),
                                            number(y)));
        }
        return path.append("V").append(number(endY)).toString();
    }

    private static String cornered(List<Point> points, double endY) {
        StringBuilder path = new StringBuilder(move(points.getFirst()));
        for (int i = 1; i < points.size() - 1; i++) {
            Point corner = points.get(i);
            Point before = towards(corner, points.get(i - 1));
            Point after = towards(corner, points.get(i + 1));
            path.append(
                    "L%s %sQ%s %s %s %s"
                            .formatted(
                                    number(before.x()),
                                    number(before.y()),
                                    number(corner.x()),
                                    number(corner.y()),
                                    number(after.x()),
                                    number(after.y())));
        }
        return path + "L%s %s".formatted(number(points.getLast().x()), number(endY));
    }

    /** Where a rounded corner begins: on the way to another point, halfway at most. */
    private static Point towards(Point corner, Point other) {
        double distance = Math.hypot(other.x() - corner.x(), other.y() - corner.y());
        double part = distance == 0 ? 0 : Math.min(CORNER, distance / 2) / distance;
        return new Point(
                corner.x() + (other.x() - corner.x()) * part,
                corner.y() + (other.y() - corner.y()) * part);
    }

    private static String move(Point point) {
        return "M" + number(point.x()) + " " + number(point.y());
    }

    /** With one digit behind the point, where there is one. */
    static String number(double value) {
        long tenths = Math.round(value * 10);
        String whole = (tenths < 0 ? "-" : "") + Math.abs(tenths) / 10;
        long rest = Math.abs(tenths) % 10;
        return rest == 0 ? whole : whole + "." + rest;
    }
}

package systems.tasker.compiler.drawing;

import java.util.ArrayList;
import java.util.List;
import systems.tasker.compiler.drawing.Picture.Line;
import systems.tasker.compiler.drawing.Picture.Point;
import systems.tasker.compiler.drawing.Picture.Spot;

/** Puts parts of a picture beside each other, in rows like books on shelves. */
final class Shelves {
    static final double MARGIN = 24;

    private static final double BETWEEN = 36;

    /** Width by height that a picture of many parts shall have, about. */
    private static final double ASPECT = 1.6;

    /** Nodes and lines, from the upper left corner of the part. */
    record Part(List<Spot> spots, List<Line> lines) {
        double right() {
            double ofSpots =
                    spots.stream().mapToDouble(spot -> spot.x() + spot.width()).max().orElse(0);
            return Math.max(
                    ofSpots,
                    lines.stream()
                            .flatMap(line -> line.points().stream())
                            .mapToDouble(Point::x)
                            .max()
                            .orElse(0));
        }

        double bottom() {
            return spots.stream().mapToDouble(Spot::bottom).max().orElse(0);
        }
    }

    private final List<Part> parts = new ArrayList<>();

    void add(Part part) {
        parts.add(part);
    }

    Picture picture(String title, String description) {
        double area =
                parts.stream()
                        .mapToDouble(part -> (part.right() + BETWEEN) * (part.bottom() + BETWEEN))
                        .sum();
        double widest = parts.stream().mapToDouble(Part::right).max().orElse(0);
        double limit = Math.max(widest, Math.sqrt(area * ASPECT));
        List<Spot> spots = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        double x = 0;
        double y = 0;
        double shelf = 0;
        double width = 0;
        for (Part part : parts) {
            if (x > 0 && x + part.right() > limit) {
                x = 0;
                y += shelf + BETWEEN;
                shelf = 0;
            }
            move(part, MARGIN + x, MARGIN + y, spots, lines);
            width = Math.max(width, x + part.right());
            shelf = Math.max(shelf, part.bottom());
            x += part.right() + BETWEEN;
        }
        return new Picture(
                title,
                description,
                width + 2 * MARGIN,
                y + shelf + 2 * MARGIN,
                List.of(),
                lines,
                spots);
    }

    private static void move(Part part, double x, double y, List<Spot> spots, List<Line> lines) {
        for (Spot spot : part.spots()) {
            spots.add(
                    new Spot(
                            spot.node(),
                            spot.x() + x,
                            spot.y() + y,
                            spot.width(),
                            spot.height(),
                            spot.lines()));
        }
        for (Line line : part.lines()) {
            lines.add(
                    new Line(
                            line.kind(),
                            line.what(),
                            line.points().stream()
                                    .map(point -> new Point(point.x() + x, point.y() + y))
                                    .toList(),
                            line.smooth(),
                            line.arrow()));
        }
    }
}

package systems.tasker.compiler.drawing;

import java.util.ArrayList;
import java.util.List;
import systems.tasker.compiler.drawing.Picture.Frame;
import systems.tasker.compiler.drawing.Picture.Line;
import systems.tasker.compiler.drawing.Picture.Point;
import systems.tasker.compiler.drawing.Picture.Spot;

/** Puts parts of a picture beside each other, in rows like books on shelves. */
final class Shelves {
    static final double MARGIN = 24;

    private static final double BETWEEN = 36;

    /** Width by height that a picture of many parts shall have, about. */
    private static final double ASPECT = 1.6;

    /** What there is to see, from the upper left corner of the part. */
    record Part(List<Frame> frames, List<Line> lines, List<Spot> spots) {
        double right() {
            double ofFrames =
                    frames.stream().mapToDouble(frame -> frame.x() + frame.width()).max().orElse(0);
            double ofSpots =
                    spots.stream().mapToDouble(spot -> spot.x() + spot.width()).max().orElse(0);
            return Math.max(
                    Math.max(ofFrames, ofSpots),
                    lines.stream()
                            .flatMap(line -> line.points().stream())
                            .mapToDouble(Point::x)
                            .max()
                            .orElse(0));
        }

        double bottom() {
            return Math.max(
                    frames.stream()
                            .mapToDouble(frame -> frame.y() + frame.height())
                            .max()
                            .orElse(0),
                    spots.stream().mapToDouble(Spot::bottom).max().orElse(0));
        }

        private Part moved(double right, double down) {
            return new Part(
                    frames.stream().map(frame -> moved(frame, right, down)).toList(),
                    lines.stream().map(line -> moved(line, right, down)).toList(),
                    spots.stream().map(spot -> moved(spot, right, down)).toList());
        }

        private static Frame moved(Frame frame, double right, double down) {
            return new Frame(frame.x() + right, frame.y() + down, frame.width(), frame.height());
        }

        private static Line moved(Line line, double right, double down) {
            List<Point> points =
                    line.points().stream()
                            .map(point -> new Point(point.x() + right, point.y() + down))
                            .toList();
            return new Line(line.kind(), line.what(), points, line.smooth(), line.arrow());
        }

        private static Spot moved(Spot spot, double right, double down) {
            return new Spot(
                    spot.node(),
                    spot.x() + right,
                    spot.y() + down,
                    spot.width(),
                    spot.height(),
                    spot.lines());
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
        List<Frame> frames = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        List<Spot> spots = new ArrayList<>();
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
            Part moved = part.moved(MARGIN + x, MARGIN + y);
            frames.addAll(moved.frames());
            lines.addAll(moved.lines());
            spots.addAll(moved.spots());
            width = Math.max(width, x + part.right());
            shelf = Math.max(shelf, part.bottom());
            x += part.right() + BETWEEN;
        }
        return new Picture(
                title,
                description,
                width + 2 * MARGIN,
                y + shelf + 2 * MARGIN,
                frames,
                lines,
                spots);
    }
}

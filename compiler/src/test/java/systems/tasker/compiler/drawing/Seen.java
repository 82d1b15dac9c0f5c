package systems.tasker.compiler.drawing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import systems.tasker.compiler.drawing.Picture.Frame;
import systems.tasker.compiler.drawing.Picture.Line;
import systems.tasker.compiler.drawing.Picture.Point;
import systems.tasker.compiler.drawing.Picture.Spot;

/** What must be true of every picture. */
final class Seen {
    private static final double CLOSE = 0.06;

    private Seen() {}

    static void check(String name, Picture picture) {
        List<Spot> spots = picture.spots();
        for (int i = 0; i < spots.size(); i++) {
            Spot spot = spots.get(i);
            assertTrue(
                    spot.x() >= 0
                            && spot.y() >= 0
                            && spot.x() + spot.width() <= picture.width()
                            && spot.bottom() <= picture.height(),
                    () -> name + ": outside: " + spot);
            for (Spot other : spots.subList(i + 1, spots.size())) {
                assertTrue(areApart(spot, other), () -> name + ": " + spot + " over " + other);
            }
        }
        for (Line line : picture.lines()) {
            check(name, picture, line);
        }
    }

    private static boolean areApart(Spot one, Spot other) {
        return one.x() + one.width() + 8 <= other.x()
                || other.x() + other.width() + 8 <= one.x()
                || one.bottom() + 8 <= other.y()
                || other.bottom() + 8 <= one.y();
    }

    private static void check(String name, Picture picture, Line line) {
        List<Point> points = line.points();
        assertTrue(
                points.getLast().y() > points.getFirst().y(),
                () -> name + ": leads nowhere: " + line);
        for (int i = 0; i + 1 < points.size(); i++) {
            Point from = points.get(i);
            Point to = points.get(i + 1);
            assertTrue(to.y() >= from.y(), () -> name + ": leads upwards: " + line);
            assertTrue(to.x() >= 0 && to.x() <= picture.width(), () -> name + ": outside: " + line);
            for (Spot spot : picture.spots()) {
                assertTrue(passes(spot, from, to), () -> name + ": " + line + " through " + spot);
            }
        }
    }

    /** A piece from one point to another stays within the rectangle of which they are corners. */
    private static boolean passes(Spot spot, Point from, Point to) {
        boolean beside =
                Math.max(from.x(), to.x()) <= spot.x() + CLOSE
                        || Math.min(from.x(), to.x()) >= spot.x() + spot.width() - CLOSE;
        boolean aboveOrBelow = to.y() <= spot.y() + CLOSE || from.y() >= spot.bottom() - CLOSE;
        return beside || aboveOrBelow;
    }

    /** How many frames a node is in. */
    static long frames(Picture picture, String label) {
        Spot spot =
                picture.spots().stream()
                        .filter(each -> each.node().label().equals(label))
                        .findFirst()
                        .orElseThrow();
        return picture.frames().stream().filter(frame -> holds(frame, spot)).count();
    }

    private static boolean holds(Frame frame, Spot spot) {
        return frame.x() < spot.x()
                && spot.x() + spot.width() < frame.x() + frame.width()
                && frame.y() < spot.y()
                && spot.bottom() < frame.y() + frame.height();
    }
}

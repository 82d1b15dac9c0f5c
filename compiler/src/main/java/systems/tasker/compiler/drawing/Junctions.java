package systems.tasker.compiler.drawing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import systems.tasker.compiler.drawing.Picture.Point;

/**
 * Where lines to the same place join. From there only one of them is drawn: dashes over dashes of
 * another phase would look like one solid line.
 */
final class Junctions {
    private static final double CLOSE = 0.01;

    /** A horizontal or vertical piece of a line. */
    private record Piece(Point from, Point to) {
        boolean isHorizontal() {
            return from.y() == to.y();
        }

        boolean holds(Point point) {
            return point.x() >= Math.min(from.x(), to.x()) - CLOSE
                    && point.x() <= Math.max(from.x(), to.x()) + CLOSE
                    && point.y() >= from.y() - CLOSE
                    && point.y() <= to.y() + CLOSE;
        }
    }

    private final List<Piece> pieces = new ArrayList<>();

    /** As much of a line as is not drawn yet. */
    List<Point> join(List<Point> line) {
        List<Point> drawn = new ArrayList<>(List.of(line.getFirst()));
        List<Piece> added = new ArrayList<>();
        for (int i = 0; i + 1 < line.size(); i++) {
            Piece piece = new Piece(line.get(i), line.get(i + 1));
            Point met = meeting(piece);
            added.add(new Piece(piece.from(), met == null ? piece.to() : met));
            drawn.add(met == null ? piece.to() : met);
            if (met != null) {
                break;
            }
        }
        pieces.addAll(added);
        return drawn;
    }

    /** The first point of a piece that another one holds as well; null where there is none. */
    private @Nullable Point meeting(Piece piece) {
        Point first = null;
        for (Piece other : pieces) {
            for (Point point : points(piece, other)) {
                if (piece.holds(point)
                        && other.holds(point)
                        && (first == null || way(piece, point) < way(piece, first))) {
                    first = point;
                }
            }
        }
        return first;
    }

    private static List<Point> points(Piece piece, Piece other) {
        if (piece.isHorizontal() == other.isHorizontal()) {
            return List.of(piece.from(), other.from(), other.to());
        }
        return List.of(
                piece.isHorizontal()
                        ? new Point(other.from().x(), piece.from().y())
                        : new Point(piece.from().x(), other.from().y()));
    }

    private static double way(Piece piece, Point point) {
        return Math.abs(point.x() - piece.from().x()) + Math.abs(point.y() - piece.from().y());
    }
}

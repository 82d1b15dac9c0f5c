package systems.tasker.compiler.drawing;

import java.util.List;
import java.util.Locale;
import systems.tasker.compiler.drawing.Picture.Frame;
import systems.tasker.compiler.drawing.Picture.Line;
import systems.tasker.compiler.drawing.Picture.LineKind;
import systems.tasker.compiler.drawing.Picture.Spot;

/**
 * Writes a picture as SVG: in light or dark colours as the reader prefers, without scripts, ids or
 * anything from elsewhere, so that it can stand in a page beside others.
 */
final class SvgWriter {
    private static final double LEGEND = 22;
    private static final double LEGEND_LINE = 26;
    private static final double LEGEND_SIZE = 11;

    private final Picture picture;
    private final StringBuilder out = new StringBuilder();

    private SvgWriter(Picture picture) {
        this.picture = picture;
    }

    static String write(Picture picture) {
        return new SvgWriter(picture).svg();
    }

    private String svg() {
        List<LineKind> legend =
                List.of(LineKind.IMPLIED, LineKind.WAIT).stream()
                        .filter(kind -> picture.lines().stream().anyMatch(l -> l.kind() == kind))
                        .toList();
        double legendWidth =
                legend.stream().mapToDouble(SvgWriter::legendWidth).sum() + Shelves.MARGIN;
        String width = number(Math.max(picture.width(), legend.isEmpty() ? 0 : legendWidth));
        String height = number(picture.height() + (legend.isEmpty() ? 0 : LEGEND));
        line(
                ("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"tasker\" role=\"img\" width=\"%s\""
                                + " height=\"%s\" viewBox=\"0 0 %s %s\">")
                        .formatted(width, height, width, height));
        line("<title>%s</title>".formatted(Xml.escaped(picture.title())));
        line("<desc>%s</desc>".formatted(Xml.escaped(picture.description())));
        out.append("<style>\n").append(Style.CSS).append("</style>\n");
        line("<rect class=\"canvas\" width=\"%s\" height=\"%s\"/>".formatted(width, height));
        picture.frames().forEach(this::frame);
        for (LineKind kind : new LineKind[] {LineKind.IMPLIED, LineKind.ARROW, LineKind.WAIT}) {
            picture.lines().stream().filter(each -> each.kind() == kind).forEach(this::line);
        }
        picture.spots().forEach(this::spot);
        legend(legend);
        return out.append("</svg>\n").toString();
    }

    private void frame(Frame frame) {
        line(
                "<rect class=\"frame\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"12\"/>"
                        .formatted(
                                number(frame.x()),
                                number(frame.y()),
                                number(frame.width()),
                                number(frame.height())));
    }

    private void line(Line line) {
        String kind = line.kind().name().toLowerCase(Locale.ROOT);
        line(
                "<g class=\"%s\"><title>%s</title><path d=\"%s\"/>%s</g>"
                        .formatted(
                                kind,
                                Xml.escaped(line.what()),
                                Paths.of(line),
                                line.arrow()
                                        ? "<path class=\"head\" d=\"" + Paths.head(line) + "\"/>"
                                        : ""));
    }

    private void spot(Spot spot) {
        Node node = spot.node();
        String status = node.status().map(SvgWriter::name).orElse("");
        line(
                "<g class=\"%s\"%s><title>%s</title>"
                        .formatted(
                                (name(node.kind()) + " " + status).strip(),
                                node.kind() == Node.Kind.STEP
                                        ? " data-step=\"" + Xml.escaped(node.label()) + "\""
                                        : "",
                                Xml.escaped(
                                        node.label() + (status.isEmpty() ? "" : ": " + status))));
        line(shape(spot));
        text(spot);
        node.status().map(Marks::of).ifPresent(mark -> mark(spot, mark));
        line("</g>");
    }

    private static String name(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    private static String shape(Spot spot) {
        double x = spot.centre();
        double y = spot.y() + spot.height() / 2;
        double half = spot.width() / 2;
        return switch (spot.node().kind()) {
            case STEP -> rectangle(spot, 8);
            case FINALIZE -> rectangle(spot, spot.height() / 2);
            case GATE ->
                    "<path class=\"shape\" d=\"M%s %sL%s %sL%s %sL%s %sZ\"/>"
                            .formatted(
                                    number(x),
                                    number(y - half),
                                    number(x + half),
                                    number(y),
                                    number(x),
                                    number(y + half),
                                    number(x - half),
                                    number(y));
            case START -> circle("dot", x, y, half);
            case END -> circle("ring", x, y, half) + circle("dot", x, y, half / 2);
        };
    }

    private static String rectangle(Spot spot, double radius) {
        return "<rect class=\"shape\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"%s\"/>"
                .formatted(
                        number(spot.x()),
                        number(spot.y()),
                        number(spot.width()),
                        number(spot.height()),
                        number(radius));
    }

    private static String circle(String kind, double x, double y, double radius) {
        return "<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"%s\"/>"
                .formatted(kind, number(x), number(y), number(radius));
    }

    private void text(Spot spot) {
        boolean captioned = spot.node().caption().isPresent() && !spot.lines().isEmpty();
        double height =
                spot.lines().size() * NodeSize.LINE + (captioned ? NodeSize.CAPTION_LINE : 0);
        double top = spot.y() + (spot.height() - height) / 2;
        for (int i = 0; i < spot.lines().size(); i++) {
            text("label", spot.centre(), top + NodeSize.LINE * i + 12.5, spot.lines().get(i));
        }
        if (captioned) {
            double room = spot.width() - 2 * NodeSize.SIDE;
            String caption = spot.node().caption().orElse("");
            text(
                    "caption",
                    spot.centre(),
                    top + NodeSize.LINE * spot.lines().size() + 10.5,
                    Label.shortened(caption, Label.CAPTION_SIZE, room));
        }
    }

    private void text(String kind, double x, double y, String text) {
        line(
                "<text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>"
                        .formatted(kind, number(x), number(y), Xml.escaped(text)));
    }

    private void mark(Spot spot, String path) {
        double x = spot.x() + spot.width() - 4;
        double y = spot.y() + 4;
        line(circle("badge", x, y, 8));
        line(
                "<path class=\"mark\" transform=\"translate(%s %s)\" d=\"%s\"/>"
                        .formatted(number(x), number(y), path));
    }

    private static String words(LineKind kind) {
        return switch (kind) {
            case ARROW -> "needs";
            case IMPLIED -> "declared, but follows from the others";
            case WAIT -> "a gate waits for a step";
        };
    }

    private static double legendWidth(LineKind kind) {
        return LEGEND_LINE + 6 + TextWidth.of(words(kind), LEGEND_SIZE) + Shelves.MARGIN;
    }

    private void legend(List<LineKind> kinds) {
        double x = Shelves.MARGIN;
        double y = picture.height() + LEGEND - Shelves.MARGIN / 2;
        for (LineKind kind : kinds) {
            line(
                    "<g class=\"%s\"><path d=\"M%s %sh%s\"/></g>"
                            .formatted(name(kind), number(x), number(y - 4), number(LEGEND_LINE)));
            line(
                    "<text class=\"legend\" x=\"%s\" y=\"%s\">%s</text>"
                            .formatted(
                                    number(x + LEGEND_LINE + 6),
                                    number(y),
                                    Xml.escaped(words(kind))));
            x += legendWidth(kind);
        }
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    static String number(double value) {
        return Paths.number(value);
    }
}

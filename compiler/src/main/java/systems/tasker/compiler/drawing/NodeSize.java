package systems.tasker.compiler.drawing;

import java.util.Collection;
import java.util.List;

/**
 * The size of the boxes of a picture: one for all, so that they align.
 *
 * @param text how wide a line of text may be
 */
record NodeSize(double width, double height, double text) {
    private static final double FINALIZE = 36;
    private static final double GATE = 22;
    private static final double START = 12;
    private static final double END = 16;

    static final double SIDE = 14;
    private static final double LEAST = 84;
    static final double LINE = 16;
    static final double CAPTION_LINE = 14;

    /** Above this number of nodes, boxes are kept narrow. */
    private static final int MANY = 30;

    static NodeSize of(Collection<Node> nodes) {
        double most = nodes.size() > MANY ? 150 : 204;
        double text = LEAST - 2 * SIDE;
        double height = 0;
        for (Node node : nodes) {
            if (node.hasText()) {
                List<String> lines = Label.lines(node.label(), most);
                for (String line : lines) {
                    text = Math.max(text, TextWidth.of(line, Label.SIZE));
                }
                double caption =
                        node.caption()
                                .map(words -> TextWidth.of(words, Label.CAPTION_SIZE))
                                .orElse(0.0);
                text = Math.max(text, Math.min(most, caption));
                height =
                        Math.max(
                                height,
                                lines.size() * LINE
                                        + (node.caption().isPresent() ? CAPTION_LINE : 0));
            }
        }
        return new NodeSize(Math.ceil(text) + 2 * SIDE, height + 20, text);
    }

    double widthOf(Node node) {
        return node.hasText() ? width : heightOf(node);
    }

    double heightOf(Node node) {
        return switch (node.kind()) {
            case STEP -> height;
            case FINALIZE -> Math.min(height, FINALIZE);
            case GATE -> GATE;
            case START -> START;
            case END -> END;
        };
    }

    List<String> lines(Node node) {
        return node.hasText() ? Label.lines(node.label(), text) : List.of();
    }

    /** A node whose centre is at a point. */
    Picture.Spot spot(Node node, double x, double y) {
        double ofWidth = widthOf(node);
        double ofHeight = heightOf(node);
        return new Picture.Spot(
                node, x - ofWidth / 2, y - ofHeight / 2, ofWidth, ofHeight, lines(node));
    }
}

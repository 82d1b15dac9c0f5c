package systems.tasker.compiler.diagnostics;

/**
 * A line of a source as it is shown below a diagnostic: a long one is cut around its place.
 *
 * @param indent what stands before the carets, so that they are below what they mean
 */
record Excerpt(String line, String indent, String carets) {
    private static final int WIDTH = 160;
    private static final int BEFORE = 40;
    private static final String CUT = "…";

    static Excerpt of(String line, Place place) {
        int length = line.codePointCount(0, line.length());
        int at = Math.min(place.column() - 1, length);
        int from = length <= WIDTH || at < WIDTH - BEFORE ? 0 : at - BEFORE;
        int to = Math.min(length, from + WIDTH);
        int start = line.offsetByCodePoints(0, from);
        int[] shown =
                visiblePoints(line.substring(start, line.offsetByCodePoints(start, to - from)));
        int end = Math.min(shown.length, at - from + place.length());
        return new Excerpt(
                (from > 0 ? CUT : "") + text(shown) + (to < length ? CUT : ""),
                (from > 0 ? " " : "") + blank(shown, at - from),
                "^".repeat(Math.max(1, width(shown, at - from, end))));
    }

    /** A text without control characters: a source must not command the terminal. */
    static String visible(String text) {
        return text(visiblePoints(text));
    }

    private static int[] visiblePoints(String text) {
        return text.codePoints().map(Excerpt::visible).toArray();
    }

    private static int visible(int c) {
        return Character.isISOControl(c) && c != '\t' ? 0xFFFD : c;
    }

    private static String text(int[] codePoints) {
        return new String(codePoints, 0, codePoints.length);
    }

    /** Tabs stay tabs. */
    private static String blank(int[] text, int length) {
        StringBuilder blank = new StringBuilder();
        for (int i = 0; i < length; i++) {
            blank.append(text[i] == '\t' ? "\t" : " ".repeat(width(text[i])));
        }
        return blank.toString();
    }

    private static int width(int[] text, int from, int to) {
        int width = 0;
        for (int i = from; i < to; i++) {
            width += width(text[i]);
        }
        return width;
    }

    /** Columns on a terminal: none for what combines, two for East Asian scripts and emoji. */
    private static int width(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.FORMAT) {
            return 0;
        }
        boolean wide =
                (c >= 0x1100 && c <= 0x115F)
                        || (c >= 0x2E80 && c <= 0xA4CF)
                        || (c >= 0xAC00 && c <= 0xD7A3)
                        || (c >= 0xF900 && c <= 0xFAFF)
                        || (c >= 0xFE30 && c <= 0xFE6F)
                        || (c >= 0xFF00 && c <= 0xFF60)
                        || (c >= 0x1F300 && c <= 0x1FAFF)
                        || (c >= 0x20000 && c <= 0x3FFFD);
        return wide ? 2 : 1;
    }
}

package systems.tasker.compiler.drawing;

import java.text.BreakIterator;
import java.util.List;
import java.util.Locale;

/** A name as it stands in a box: on one line or two, and shortened where that is not enough. */
final class Label {
    static final double SIZE = 13;
    static final double CAPTION_SIZE = 10.5;

    private static final String MORE = "…";

    private Label() {}

    /** The lines of a label, none wider than {@code width} pixels. */
    static List<String> lines(String text, double width) {
        if (TextWidth.of(text, SIZE) <= width) {
            return List.of(text);
        }
        int cut = cut(text, width);
        return cut == 0
                ? List.of(shortened(text, SIZE, width))
                : List.of(
                        text.substring(0, cut).stripTrailing(),
                        shortened(text.substring(cut).stripLeading(), SIZE, width));
    }

    /** The text, or as much of its beginning as has room. */
    static String shortened(String text, double size, double width) {
        if (TextWidth.of(text, size) <= width) {
            return text;
        }
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text);
        int end = 0;
        for (int next = characters.next();
                next != BreakIterator.DONE
                        && TextWidth.of(text.substring(0, next) + MORE, size) <= width;
                next = characters.next()) {
            end = next;
        }
        return text.substring(0, end) + MORE;
    }

    /**
     * Where a second line begins: behind the separator at which the longer of the two lines is
     * shortest; 0 where no separator leaves a first line that fits.
     */
    private static int cut(String text, double width) {
        int best = 0;
        double bestWidth = Double.MAX_VALUE;
        for (int i = 1; i < text.length(); i++) {
            if (!separates(text, i)) {
                continue;
            }
            double first = TextWidth.of(text.substring(0, i).stripTrailing(), SIZE);
            double longer = Math.max(first, TextWidth.of(text.substring(i).stripLeading(), SIZE));
            if (first <= width && longer < bestWidth) {
                best = i;
                bestWidth = longer;
            }
        }
        return best;
    }

    /** Whether a line may end before an index: after a separator, or between "aB". */
    private static boolean separates(String text, int index) {
        char before = text.charAt(index - 1);
        char after = text.charAt(index);
        return before == ' '
                || ("_-./:".indexOf(before) >= 0 && "_-./:".indexOf(after) < 0)
                || (Character.isLowerCase(before) && Character.isUpperCase(after));
    }
}

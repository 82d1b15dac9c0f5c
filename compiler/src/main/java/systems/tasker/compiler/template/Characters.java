package systems.tasker.compiler.template;

import java.util.Optional;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import systems.tasker.compiler.diagnostics.Place;

/** The characters that may stand in a template. */
final class Characters {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private Characters() {}

    /** A character that may not, in words. */
    record Forbidden(Place place, String problem) {}

    /** The first that would end the document early, or could not be written again. */
    static Optional<Forbidden> forbidden(String text) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (!StreamReader.isPrintable(c) && !(i == 0 && c == BYTE_ORDER_MARK)) {
                String problem =
                        isHalf(c)
                                ? "half of a character, U+%04X, stands here"
                                : "the character U+%04X may not stand in it";
                return Optional.of(new Forbidden(new Place(line, column, 1), problem.formatted(c)));
            }
            boolean lineEnd = c == '\n' || (c == '\r' && !text.startsWith("\n", i + 1));
            line += lineEnd ? 1 : 0;
            column = lineEnd ? 1 : column + 1;
            i += Character.charCount(c);
        }
        return Optional.empty();
    }

    static boolean isHalf(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}

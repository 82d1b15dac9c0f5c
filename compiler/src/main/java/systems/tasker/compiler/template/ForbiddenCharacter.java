package systems.tasker.compiler.template;

import java.util.Optional;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import systems.tasker.compiler.diagnostics.Place;

/**
 * A character of a text that would end the document early, or could not be written again.
 *
 * @param problem in words
 */
record ForbiddenCharacter(Place place, String problem) {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** The first one of a text. */
    static Optional<ForbiddenCharacter> first(String text) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (!StreamReader.isPrintable(c) && !(i == 0 && c == BYTE_ORDER_MARK)) {
                return Optional.of(new ForbiddenCharacter(new Place(line, column, 1), problem(c)));
            }
            boolean lineEnd = c == '\n' || (c == '\r' && !text.startsWith("\n", i + 1));
            line += lineEnd ? 1 : 0;
            column = lineEnd ? 1 : column + 1;
            i += Character.charCount(c);
        }
        return Optional.empty();
    }

    private static String problem(int codePoint) {
        String named = "U+%04X".formatted(codePoint);
        return isHalf(codePoint)
                ? "half of a character, %s, stands here".formatted(named)
                : "the character %s may not stand in it".formatted(named);
    }

    static boolean isHalf(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}

package systems.tasker.compiler.drawing;

/**
 * How wide a text may become in whatever sans-serif face a reader has: for each character the wider
 * of DejaVu Sans, the widest of the usual ones, and Liberation Sans, which has Arial's widths.
 */
final class TextWidth {
    /** Hundredths of the font size, from the space to the tilde. */
    private static final int[] ASCII = {
        32, 40, 46, 84, 64, 95, 78, 27, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64,
        64, 64, 64, 34, 34, 84, 84, 84, 56, 102, 68, 69, 72, 77, 67, 61, 78, 75, 29, 50, 67, 56, 86,
        75, 79, 67, 79, 72, 67, 61, 73, 68, 99, 69, 67, 69, 39, 34, 39, 84, 56, 50, 61, 64, 55, 64,
        62, 35, 64, 64, 28, 28, 58, 28, 97, 64, 61, 64, 64, 41, 52, 39, 64, 59, 82, 59, 59, 53, 64,
        34, 64, 84
    };

    private static final int SYMBOL = 140;
    private static final int IDEOGRAPH = 105;
    private static final int LETTER = 90;

    private TextWidth() {}

    /** In pixels, at a font size in pixels. */
    static double of(String text, double size) {
        return text.codePoints().mapToLong(TextWidth::hundredths).sum() * size / 100;
    }

    private static int hundredths(int codePoint) {
        if (codePoint >= ' ' && codePoint <= '~') {
            return ASCII[codePoint - ' '];
        }
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            case Character.OTHER_SYMBOL, Character.MODIFIER_SYMBOL, Character.SURROGATE -> SYMBOL;
            case Character.OTHER_LETTER -> IDEOGRAPH;
            default -> codePoint >= 0x2E80 ? IDEOGRAPH : LETTER;
        };
    }
}

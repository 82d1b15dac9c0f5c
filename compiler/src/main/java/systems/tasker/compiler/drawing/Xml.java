package systems.tasker.compiler.drawing;

/** Text as it stands in XML. */
final class Xml {
    private static final int REPLACEMENT = 0xFFFD;

    private Xml() {}

    /** Escaped for content and attributes; what XML cannot hold is replaced. */
    static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints()
                .forEach(
                        codePoint -> {
                            switch (codePoint) {
                                case '<' -> out.append("&lt;");
                                case '>' -> out.append("&gt;");
                                case '&' -> out.append("&amp;");
                                case '"' -> out.append("&quot;");
                                case '\'' -> out.append("&#39;");
                                default ->
                                        out.appendCodePoint(
                                                isCharacter(codePoint) ? codePoint : REPLACEMENT);
                            }
                        });
        return out.toString();
    }

    private static boolean isCharacter(int codePoint) {
        return codePoint == '\t'
                || codePoint == '\n'
                || (codePoint >= ' ' && codePoint < Character.MIN_SURROGATE)
                || (codePoint > Character.MAX_SURROGATE && codePoint < 0xFFFE)
                || codePoint >= Character.MIN_SUPPLEMENTARY_CODE_POINT;
    }
}

package systems.tasker.compiler.diagnostics;

/** Prints diagnostics for people: sentence, source line, carets, hint. */
public final class DiagnosticPrinter {
    private static final int MAX_LINE = 160;

    private final boolean coloured;

    /** In colours, or not. */
    public DiagnosticPrinter(boolean coloured) {
        this.coloured = coloured;
    }

    /** The text of one diagnostic, with a line end. */
    public String print(Diagnostic diagnostic) {
        Place place = diagnostic.place();
        String severity = diagnostic.rule().severity().label();
        StringBuilder text = new StringBuilder();
        text.append(diagnostic.file()).append(':').append(place.line()).append(':');
        text.append(place.column()).append(": ");
        text.append(colour(diagnostic.isError() ? "31;1" : "33;1", severity + ":")).append(' ');
        text.append(diagnostic.message()).append(" [").append(diagnostic.rule().id()).append("]\n");
        String line = diagnostic.sourceLine();
        if (!line.isBlank() && place.column() <= MAX_LINE) {
            String shown = line.length() > MAX_LINE ? line.substring(0, MAX_LINE) + "…" : line;
            String number = String.valueOf(place.line());
            String margin = " ".repeat(3 + number.length()) + " | ";
            text.append("   ").append(number).append(" | ").append(shown).append('\n');
            int carets = Math.min(place.length(), Math.max(1, shown.length() - place.column() + 1));
            text.append(margin).append(indent(shown, place.column() - 1));
            text.append(colour("31;1", "^".repeat(carets))).append('\n');
        }
        diagnostic.hint().ifPresent(hint -> text.append("   hint: ").append(hint).append('\n'));
        return text.toString();
    }

    /** Tabs stay tabs, so that the carets stand below what they mean. */
    private static String indent(String line, int width) {
        StringBuilder indent = new StringBuilder();
        for (int i = 0; i < width; i++) {
            indent.append(i < line.length() && line.charAt(i) == '\t' ? '\t' : ' ');
        }
        return indent.toString();
    }

    private String colour(String code, String text) {
        return coloured ? "\033[" + code + "m" + text + "\033[0m" : text;
    }
}

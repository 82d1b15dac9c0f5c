package systems.tasker.compiler.diagnostics;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Prints diagnostics for people: sentence, source line, carets, hint. */
public final class DiagnosticPrinter {
    /** Of each severity. */
    private static final int AT_MOST = 100;

    private final boolean coloured;

    /** In colours, or not. */
    public DiagnosticPrinter(boolean coloured) {
        this.coloured = coloured;
    }

    /** The first 100 errors and the first 100 warnings of a source, and how many more there are. */
    public String print(List<Diagnostic> diagnostics) {
        Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
        StringBuilder text = new StringBuilder();
        for (Diagnostic diagnostic : diagnostics) {
            Severity severity = diagnostic.rule().severity();
            if (counts.merge(severity, 1, Integer::sum) <= AT_MOST) {
                text.append(print(diagnostic));
            }
        }
        counts.forEach(
                (severity, count) -> {
                    if (count > AT_MOST) {
                        text.append("and ").append(count - AT_MOST).append(" more ");
                        text.append(severity.label()).append("s like these\n");
                    }
                });
        return text.toString();
    }

    /** One diagnostic, with a line end. */
    private String print(Diagnostic diagnostic) {
        Place place = diagnostic.place();
        String severity = diagnostic.rule().severity().label();
        StringBuilder text = new StringBuilder();
        text.append(diagnostic.file()).append(':').append(place.line()).append(':');
        text.append(place.column()).append(": ");
        text.append(colour(diagnostic.isError() ? "31;1" : "33;1", severity + ":")).append(' ');
        text.append(Excerpt.visible(diagnostic.message()))
                .append(" [")
                .append(diagnostic.rule().id())
                .append("]\n");
        if (!diagnostic.sourceLine().isBlank()) {
            Excerpt excerpt = Excerpt.of(diagnostic.sourceLine(), place);
            String number = String.valueOf(place.line());
            String margin = " ".repeat(3 + number.length()) + " | ";
            text.append("   ").append(number).append(" | ").append(excerpt.line()).append('\n');
            text.append(margin).append(excerpt.indent());
            text.append(colour("31;1", excerpt.carets())).append('\n');
        }
        diagnostic
                .hint()
                .ifPresent(
                        hint ->
                                text.append("   hint: ")
                                        .append(Excerpt.visible(hint))
                                        .append('\n'));
        return text.toString();
    }

    private String colour(String code, String text) {
        return coloured ? "\033[" + code + "m" + text + "\033[0m" : text;
    }
}

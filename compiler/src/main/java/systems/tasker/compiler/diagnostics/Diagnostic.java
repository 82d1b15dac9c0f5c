package systems.tasker.compiler.diagnostics;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * One thing that is wrong, or without effect, in a source.
 *
 * @param message one sentence, with names in backticks
 * @param hint how to mend it
 * @param sourceLine the line that the place is on
 */
public record Diagnostic(
        Rule rule,
        String file,
        Place place,
        String message,
        Optional<String> hint,
        String sourceLine) {

    /** Whether it stops the compilation. */
    public boolean isError() {
        return rule.severity() == Severity.ERROR;
    }

    /** As plain values, for machines. */
    public SequencedMap<String, Object> json() {
        SequencedMap<String, Object> json = new LinkedHashMap<>();
        json.put("file", file);
        json.put("line", place.line());
        json.put("column", place.column());
        json.put("severity", rule.severity().label());
        json.put("rule", rule.id());
        json.put("message", message);
        hint.ifPresent(text -> json.put("hint", text));
        return json;
    }
}

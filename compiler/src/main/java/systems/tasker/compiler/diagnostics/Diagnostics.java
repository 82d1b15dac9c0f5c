package systems.tasker.compiler.diagnostics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects what is said of one source. */
public final class Diagnostics {
    private final String file;
    private final List<String> lines;
    private final List<Diagnostic> found = new ArrayList<>();

    /** For a source of this text. */
    public Diagnostics(String file, String text) {
        this.file = file;
        this.lines = text.lines().toList();
    }

    /** Says something without a hint. */
    public void add(Rule rule, Place place, String message) {
        add(rule, place, message, null);
    }

    /** Says something. */
    public void add(Rule rule, Place place, String message, @Nullable String hint) {
        String line = place.line() <= lines.size() ? lines.get(place.line() - 1) : "";
        found.add(new Diagnostic(rule, file, place, message, Optional.ofNullable(hint), line));
    }

    /** Whether something was said that stops the compilation. */
    public boolean hasErrors() {
        return found.stream().anyMatch(Diagnostic::isError);
    }

    /** All of it, by position. */
    public List<Diagnostic> sorted() {
        return found.stream()
                .distinct()
                .sorted(
                        Comparator.<Diagnostic>comparingInt(d -> d.place().line())
                                .thenComparingInt(d -> d.place().column())
                                .thenComparing(Diagnostic::rule)
                                .thenComparing(Diagnostic::message))
                .toList();
    }
}

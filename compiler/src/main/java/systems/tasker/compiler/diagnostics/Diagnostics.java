package systems.tasker.compiler.diagnostics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what is said of one source. */
public final class Diagnostics {
    private final String file;
    private final List<String> lines;
    private final List<Diagnostic> found = new ArrayList<>();
    private final Set<Place> places = new HashSet<>();

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
        if (rule.severity() == Severity.ERROR) {
            places.add(place);
        }
        found.add(new Diagnostic(rule, file, place, message, Optional.ofNullable(hint), line));
    }

    /** Whether something was said that stops the compilation. */
    public boolean hasErrors() {
        return !places.isEmpty();
    }

    /** Notes that what may be wrong at a place follows from an error that was told elsewhere. */
    public void follows(Place place) {
        places.add(place);
    }

    /** Whether an error was said of this place, or what it has follows from another one. */
    public boolean hasErrorAt(Place place) {
        return places.contains(place);
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

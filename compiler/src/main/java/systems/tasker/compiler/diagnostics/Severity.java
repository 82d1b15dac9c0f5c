package systems.tasker.compiler.diagnostics;

import java.util.Locale;

/** How much a diagnostic weighs. */
public enum Severity {
    ERROR,
    WARNING;

    /** As printed. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

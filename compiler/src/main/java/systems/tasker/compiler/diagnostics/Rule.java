package systems.tasker.compiler.diagnostics;

import java.util.Locale;

/**
 * What a template can do wrong. Each rule has a golden case and a line in the compiler's README.
 */
public enum Rule {
    BAD_NAME(Severity.ERROR),
    BAD_NUMBER(Severity.ERROR),
    BAD_RETRY_LIMIT(Severity.ERROR),
    BAD_TIMEOUT(Severity.ERROR),
    BAD_VERSION(Severity.ERROR),
    DEFINITION_SIZE(Severity.ERROR),
    DEPENDENCY_CYCLE(Severity.ERROR),
    DUPLICATE_DEPENDENCY(Severity.WARNING),
    DUPLICATE_KEY(Severity.ERROR),
    DUPLICATE_STEP(Severity.ERROR),
    EMBEDDED_RUBY(Severity.ERROR),
    EMPTY_DOCUMENT(Severity.ERROR),
    EMPTY_VALUE(Severity.ERROR),
    HISTORY_RETRIES(Severity.WARNING),
    HISTORY_SIZE(Severity.ERROR),
    INVALID_SCHEMA(Severity.ERROR),
    MANY_DOCUMENTS(Severity.ERROR),
    MISSING_KEY(Severity.ERROR),
    NO_EFFECT(Severity.WARNING),
    SELF_DEPENDENCY(Severity.ERROR),
    TIMEOUT_CAPPED(Severity.WARNING),
    TOO_LARGE(Severity.ERROR),
    UNKNOWN_CLASS(Severity.WARNING),
    UNKNOWN_DEPENDENCY(Severity.ERROR),
    UNKNOWN_ENVIRONMENT(Severity.ERROR),
    UNKNOWN_KEY(Severity.ERROR),
    UNKNOWN_STEP(Severity.ERROR),
    WRONG_TYPE(Severity.ERROR),
    YAML_ALIAS(Severity.ERROR),
    YAML_SYNTAX(Severity.ERROR),
    YAML_TAG(Severity.ERROR);

    private final Severity severity;

    Rule(Severity severity) {
        this.severity = severity;
    }

    /** Whether breaking it stops the compilation. */
    public Severity severity() {
        return severity;
    }

    /** Its name as printed, such as {@code unknown-dependency}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

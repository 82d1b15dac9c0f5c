package systems.tasker.compiler.template;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * One step of a template.
 *
 * @param handlerClass a Java class
 * @param dependsOn all declared dependencies, in source order, each once
 * @param retryLimit retries after the first attempt
 * @param handlerConfig plain JSON values
 */
public record StepTemplate(
        Located<String> name,
        Optional<String> description,
        Located<String> handlerClass,
        List<Located<String>> dependsOn,
        Optional<String> dependentSystem,
        boolean retryable,
        int retryLimit,
        boolean skippable,
        SequencedMap<String, @Nullable Object> handlerConfig) {
    /** Of a function, in seconds, where the configuration does not say. */
    public static final int DEFAULT_TIMEOUT = 30;

    /** The longest that Lambda lets a function run, in seconds. */
    public static final int MAX_TIMEOUT = 900;

    public StepTemplate {
        dependsOn = List.copyOf(dependsOn);
    }

    /** The variables of the environment that its function reads. */
    public List<EnvironmentVariable> environment() {
        return EmbeddedRuby.variables(handlerConfig);
    }

    /** What its function may take, in seconds. */
    public int timeoutSeconds() {
        return timeoutSeconds(handlerConfig);
    }

    /** What {@code timeout_seconds} of a configuration allows a function. */
    static int timeoutSeconds(SequencedMap<String, @Nullable Object> handlerConfig) {
        return handlerConfig.get("timeout_seconds") instanceof Integer seconds
                ? Math.min(seconds, MAX_TIMEOUT)
                : DEFAULT_TIMEOUT;
    }
}

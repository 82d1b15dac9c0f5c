package systems.tasker.compiler.template;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import systems.tasker.compiler.diagnostics.Place;

/**
 * A task template as written.
 *
 * @param taskHandlerClass a Java class
 * @param schema of the context
 * @param handlerConfig of the task handler, plain JSON values
 * @param customEvents the names of declared events
 * @param stepsPlace where {@code step_templates} stands
 */
public record TaskTemplate(
        String namespace,
        String name,
        String version,
        Optional<String> description,
        Located<String> taskHandlerClass,
        Optional<String> defaultDependentSystem,
        ContextSchema schema,
        SequencedMap<String, @Nullable Object> handlerConfig,
        List<String> customEvents,
        List<StepTemplate> steps,
        Place stepsPlace) {
    public TaskTemplate {
        customEvents = List.copyOf(customEvents);
        steps = List.copyOf(steps);
    }

    /** The variables of the environment that its Finalize function reads. */
    public List<EnvironmentVariable> environment() {
        return EmbeddedRuby.variables(handlerConfig);
    }

    /** What its Finalize function may take, in seconds. */
    public int timeoutSeconds() {
        return StepTemplate.timeoutSeconds(handlerConfig);
    }
}

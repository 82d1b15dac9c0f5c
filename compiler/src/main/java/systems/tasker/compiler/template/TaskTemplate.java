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
 * @param schema the JSON Schema of the context as plain values; empty where there is none
 * @param schemaPlace where it stands
 * @param handlerConfig of the task handler, plain JSON values
 * @param customEvents the names of declared events
 */
public record TaskTemplate(
        String namespace,
        String name,
        String version,
        Optional<String> description,
        String taskHandlerClass,
        Optional<String> defaultDependentSystem,
        SequencedMap<String, @Nullable Object> schema,
        Place schemaPlace,
        SequencedMap<String, @Nullable Object> handlerConfig,
        List<String> customEvents,
        List<StepTemplate> steps) {
    public TaskTemplate {
        customEvents = List.copyOf(customEvents);
        steps = List.copyOf(steps);
    }
}

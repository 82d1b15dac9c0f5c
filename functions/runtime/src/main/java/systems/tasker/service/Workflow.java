package systems.tasker.service;

import java.util.List;
import systems.tasker.json.JsonText;

/**
 * What the service knows of a compiled template.
 *
 * @param schema of the context; an empty object lets everything pass
 * @param steps their names, in template order
 */
public record Workflow(
        String namespace, String name, String version, JsonText schema, List<String> steps) {
    public Workflow {
        steps = List.copyOf(steps);
    }
}

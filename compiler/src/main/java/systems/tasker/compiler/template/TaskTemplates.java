package systems.tasker.compiler.template;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;

/**
 * What a file says: a template, and how it is in each environment.
 *
 * @param chosen the one that was asked for
 * @param bare without an overlay
 */
public record TaskTemplates(
        TaskTemplate chosen, TaskTemplate bare, SequencedMap<String, TaskTemplate> byEnvironment) {

    /** All of them: each must be good. */
    public List<TaskTemplate> all() {
        List<TaskTemplate> all = new ArrayList<>();
        all.add(bare);
        all.addAll(byEnvironment.sequencedValues());
        return all;
    }
}

package systems.tasker.local.language;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import systems.tasker.Sequence;
import systems.tasker.Step;
import systems.tasker.Task;
import systems.tasker.handler.StepHandler;

/** Gives back what it is called with. */
public final class EchoHandler extends StepHandler {
    @Override
    public Object process(Task task, Sequence sequence, Step step) {
        SequencedMap<String, @Nullable Object> results = new LinkedHashMap<>();
        results.put("name", step.name());
        results.put("config", step.handlerConfig().fields());
        return results;
    }
}

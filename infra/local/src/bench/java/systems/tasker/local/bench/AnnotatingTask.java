package systems.tasker.local.bench;

import java.util.List;
import systems.tasker.Sequence;
import systems.tasker.Step;
import systems.tasker.Task;
import systems.tasker.handler.ConfiguredTask;

/** Makes one annotation. */
public final class AnnotatingTask extends ConfiguredTask {
    @Override
    public void updateAnnotations(Task task, Sequence sequence, List<Step> steps) {
        task.annotate("steps", steps.size());
    }
}

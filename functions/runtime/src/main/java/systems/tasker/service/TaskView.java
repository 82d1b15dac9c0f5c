package systems.tasker.service;

import java.util.List;
import java.util.Optional;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.store.Annotation;
import systems.tasker.store.StepItem;
import systems.tasker.store.TaskItem;

/**
 * All there is to see of a task.
 *
 * @param steps in template order; those that nobody has claimed are pending
 * @param formerSteps of which something is recorded, and that the template has no more
 * @param execution what became of the execution that works on it, where the engine knows it
 */
public record TaskView(
        TaskItem task,
        List<StepItem> steps,
        List<StepItem> formerSteps,
        List<Annotation> annotations,
        Optional<ExecutionStatus> execution) {
    public TaskView {
        steps = List.copyOf(steps);
        formerSteps = List.copyOf(formerSteps);
        annotations = List.copyOf(annotations);
    }
}

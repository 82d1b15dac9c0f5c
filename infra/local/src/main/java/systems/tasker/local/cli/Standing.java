package systems.tasker.local.cli;

import java.util.Optional;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.service.TaskView;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskStatus;

/** How a task stands: a task in progress may have lost the execution that worked on it. */
record Standing(TaskItem task, Optional<ExecutionStatus> execution) {
    static Standing of(TaskView view) {
        return new Standing(view.task(), view.execution());
    }

    /** Whether it is in progress, and nothing works on it: a retry goes on with it. */
    boolean isInterrupted() {
        return task.status() == TaskStatus.IN_PROGRESS
                && execution.filter(status -> status == ExecutionStatus.RUNNING).isEmpty();
    }

    /** In words. */
    String status() {
        return task.status().wireName() + (isInterrupted() ? " (interrupted)" : "");
    }
}

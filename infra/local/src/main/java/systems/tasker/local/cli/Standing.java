package systems.tasker.local.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
        return isInProgress()
                && execution.filter(status -> status == ExecutionStatus.RUNNING).isEmpty();
    }

    private boolean isInProgress() {
        return task.status() == TaskStatus.IN_PROGRESS;
    }

    /** In words. */
    String status() {
        return task.status().wireName() + (isInterrupted() ? " (interrupted)" : "");
    }

    /** What has become of the execution of a task in progress, for a program; else null. */
    @Nullable String executionStatus() {
        return !isInProgress() ? null : isInterrupted() ? "abandoned" : "running";
    }
}

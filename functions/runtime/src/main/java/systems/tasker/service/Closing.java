package systems.tasker.service;

import java.util.Optional;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.protocol.Closer;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskStatus;

/** Settles tasks whose execution has ended without doing so. */
final class Closing {
    private final TaskAccess tasks;

    Closing(TaskAccess tasks) {
        this.tasks = tasks;
    }

    /**
     * The task as it is once its execution has ended; in progress only if that was never started.
     *
     * @param instead what to do about one that runs
     * @throws Refusal WRONG_STATE where it runs
     */
    TaskItem stopped(TaskItem task, String instead) {
        if (tasks.isRunning(task)) {
            throw Refusal.wrongState("Task `" + task.id() + "` is running: " + instead);
        }
        return unlessRunning(task);
    }

    /** The task, which is settled where its execution has ended. */
    TaskItem unlessRunning(TaskItem task) {
        Optional<ExecutionStatus> ended =
                tasks.execution(task).filter(status -> status != ExecutionStatus.RUNNING);
        return task.status() == TaskStatus.IN_PROGRESS && ended.isPresent()
                ? close(task, ended.get())
                : task;
    }

    /** The task after its execution was found to have ended so. */
    TaskItem close(TaskItem task, ExecutionStatus execution) {
        new Closer(tasks.store(), tasks.clock())
                .close(
                        task.id(),
                        task.execution(),
                        execution,
                        "The execution ended before its Finalize.",
                        execution == ExecutionStatus.ABANDONED);
        return tasks.task(task.id());
    }
}

package systems.tasker.protocol;

import systems.tasker.Superseded;
import systems.tasker.engine.ExecutionInput;
import systems.tasker.json.JsonObject;
import systems.tasker.store.Snapshot;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskStatus;

/**
 * The execution on whose behalf a function runs, from its payload.
 *
 * @param execution its name
 */
record Caller(String execution, ExecutionInput input) {
    private static final int FORMAT = 1;

    static Caller of(JsonObject payload) {
        int format = payload.number("v").map(Number::intValue).orElse(0);
        if (format != FORMAT) {
            throw new IllegalArgumentException(
                    "Payloads of version " + format + " are not known to this function");
        }
        return new Caller(
                payload.text("execution")
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "The payload names no `execution`")),
                ExecutionInput.of(payload.object("input")));
    }

    /**
     * The fence: a task may be worked on only while it is in progress, and only by the execution
     * that it names.
     *
     * @throws Superseded otherwise
     */
    TaskItem mustOwn(Snapshot found) {
        TaskItem task = found.task();
        if (task == null) {
            throw new Superseded("There is no task `" + input.taskId() + "`");
        }
        if (!owns(task)) {
            throw new Superseded(
                    "Task `"
                            + task.id()
                            + "` belongs to execution `"
                            + task.execution()
                            + "`, not to `"
                            + execution
                            + "`");
        }
        if (task.status() != TaskStatus.IN_PROGRESS) {
            throw new Superseded(
                    "Task `" + task.id() + "` is " + task.status().wireName() + " already");
        }
        return task;
    }

    boolean owns(TaskItem task) {
        return task.execution().equals(execution) && task.run() == input.run();
    }
}

package systems.tasker.protocol;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.store.Failure;
import systems.tasker.store.Snapshot;
import systems.tasker.store.StepItem;
import systems.tasker.store.StepStatus;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskStatus;
import systems.tasker.store.TaskStore;

/** Settles a task whose execution ended without its Finalize: stopped, timed out, or abandoned. */
public final class Closer {
    private static final int LOOKS = 5;

    private final TaskStore store;
    private final InstantSource clock;

    /** A closer on a store. */
    public Closer(TaskStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Puts the task into error if this execution is still the one that works on it; a task that is
     * settled, or that another run has taken over, is left as it is.
     *
     * @param functionsEnded whether no function of the execution can still be running, so that
     *     steps in progress are given up at once; otherwise they commit, or their claims expire
     * @return whether the task was changed
     */
    public boolean close(
            String taskId,
            String execution,
            ExecutionStatus ended,
            String cause,
            boolean functionsEnded) {
        for (int look = 0; look < LOOKS; look++) {
            Snapshot found = store.readAll(taskId);
            TaskItem task = found.task();
            if (task == null
                    || task.status() != TaskStatus.IN_PROGRESS
                    || !task.execution().equals(execution)) {
                return false;
            }
            Instant now = clock.instant();
            if (functionsEnded) {
                found.steps().values().forEach(step -> giveUp(step, task.run(), now));
            }
            Failure failure =
                    Failure.last(
                            "Execution" + camelCase(ended),
                            "EXECUTION_" + ended.name(),
                            cause + " `tasker retry " + taskId + "` goes on from here.");
            if (store.put(task.failed(failure, now))) {
                return true;
            }
        }
        return false;
    }

    private void giveUp(StepItem step, int run, Instant now) {
        if (step.status() == StepStatus.IN_PROGRESS) {
            store.put(step.givenUp(run, "The execution ended while the step was running", now));
        }
    }

    private static String camelCase(ExecutionStatus status) {
        StringBuilder name = new StringBuilder();
        for (String word : status.name().split("_", -1)) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return name.toString();
    }
}

package systems.tasker.local.cli;

import java.util.ArrayList;
import java.util.List;
import systems.tasker.store.StepItem;
import systems.tasker.store.TaskItem;

/** Shows no step before its task: the first steps may be quicker than who started them. */
final class InOrder implements Progress {
    private final Progress progress;
    private final List<StepItem> early = new ArrayList<>();
    private boolean started;

    InOrder(Progress progress) {
        this.progress = progress;
    }

    @Override
    public synchronized void started(TaskItem task, Iterable<StepItem> steps) {
        progress.started(task, steps);
        // What the run before had left open is no news of this one.
        early.stream().filter(step -> step.run() == task.run()).forEach(progress::changed);
        started = true;
    }

    @Override
    public synchronized void changed(StepItem step) {
        if (started) {
            progress.changed(step);
        } else {
            early.add(step);
        }
    }

    @Override
    public void close() {
        progress.close();
    }
}

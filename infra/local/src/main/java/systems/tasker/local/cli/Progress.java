package systems.tasker.local.cli;

import systems.tasker.store.StepItem;
import systems.tasker.store.TaskItem;

/** Shows a run while it goes on. */
interface Progress extends AutoCloseable {
    /** Shows nothing: the answer comes as one JSON document. */
    Progress SILENT =
            new Progress() {
                @Override
                public void started(TaskItem task, Iterable<StepItem> steps) {}

                @Override
                public void changed(StepItem step) {}

                @Override
                public void close() {}
            };

    /** The task that is run, and its steps as they are. */
    void started(TaskItem task, Iterable<StepItem> steps);

    /** A step has changed; called from the threads of the steps. */
    void changed(StepItem step);

    @Override
    void close();
}

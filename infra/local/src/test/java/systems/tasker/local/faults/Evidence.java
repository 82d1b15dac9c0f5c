package systems.tasker.local.faults;

import java.util.List;
import systems.tasker.service.TaskView;
import systems.tasker.store.TaskItem;

/**
 * What is known of a task when nothing moves any more.
 *
 * @param stuck what the search for stuck tasks finds
 * @param uncaught what threads of its processes have ended with
 */
record Evidence(
        TaskView view,
        List<TaskItem> stuck,
        Effects effects,
        CommitLog commits,
        List<Throwable> uncaught) {}

package systems.tasker.local.faults;

import java.util.List;
import systems.tasker.service.TaskView;

/**
 * What is known of a task when nothing moves any more.
 *
 * @param uncaught what threads of its processes have ended with
 */
record Evidence(TaskView view, Effects effects, CommitLog commits, List<Throwable> uncaught) {}

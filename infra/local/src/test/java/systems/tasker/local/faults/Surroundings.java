package systems.tasker.local.faults;

import systems.tasker.ServiceDirectory;

/** The services that the handlers of a trial call. They outlive its processes. */
interface Surroundings {
    /** Where they are. */
    ServiceDirectory directory();

    /** Called on the thread of each invocation, before its function. */
    void enter(Boundary boundary);

    /** Called with each line that a function logs, on its thread. */
    void logged(String line, Boundary boundary);

    /** From now on everything is well with them. */
    void repair();

    /** What they were asked and what they did for a task. */
    Effects effects(String taskId);
}

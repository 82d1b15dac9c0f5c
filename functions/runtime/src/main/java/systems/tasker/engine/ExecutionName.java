package systems.tasker.engine;

/**
 * Names an execution: by its machine, and by what no other execution of that machine is called.
 *
 * @param namespace of the template
 * @param workflow the template's name
 * @param name the task's id for its first run, with the number of the run after that
 */
public record ExecutionName(String namespace, String workflow, String name) {}

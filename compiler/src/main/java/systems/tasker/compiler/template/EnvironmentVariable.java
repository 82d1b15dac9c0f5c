package systems.tasker.compiler.template;

/**
 * A variable of the environment that a configuration reads when its function runs.
 *
 * @param required whether the function cannot run without it
 */
public record EnvironmentVariable(String name, boolean required) {}

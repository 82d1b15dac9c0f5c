package systems.tasker.service;

/**
 * One thing that is wrong with a context.
 *
 * @param path a JSON Pointer into the context; empty for the context itself
 */
public record Violation(String path, String message) {}

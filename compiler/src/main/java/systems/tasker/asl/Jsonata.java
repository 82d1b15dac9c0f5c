package systems.tasker.asl;

/**
 * A JSONata expression, held bare: the delimiters <code>{% %}</code> exist only in the JSON form of
 * a machine.
 */
public record Jsonata(String text) {}

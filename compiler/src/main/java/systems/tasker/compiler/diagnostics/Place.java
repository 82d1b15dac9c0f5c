package systems.tasker.compiler.diagnostics;

/**
 * A stretch of one line of a source: line and column from 1, the length in characters, at least 1.
 */
public record Place(int line, int column, int length) {
    /** The beginning of a source. */
    public static final Place START = new Place(1, 1, 1);

    public Place {
        length = Math.max(1, length);
    }
}

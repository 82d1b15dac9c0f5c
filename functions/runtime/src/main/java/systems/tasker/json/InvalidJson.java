package systems.tasker.json;

/** A text is not the JSON it should be: its message says why, and at which line and column. */
public final class InvalidJson extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int line;
    private final int column;

    InvalidJson(String message, int line, int column) {
        super(message + " (line " + line + ", column " + column + ")");
        this.line = line;
        this.column = column;
    }

    /** Counted from 1. */
    public int line() {
        return line;
    }

    /** Counted from 1, in characters. */
    public int column() {
        return column;
    }
}

package systems.tasker.compiler.drawing;

import java.util.Optional;

/**
 * Something with a place in a picture.
 *
 * @param id unique in its graph
 * @param label what stands in it, in any script; shortened where it is too long
 * @param caption a fainter line below the label
 * @param status how it stands, where the picture is of a run
 */
public record Node(
        String id, String label, Kind kind, Optional<String> caption, Optional<Status> status) {

    /** What a node stands for. */
    public enum Kind {
        START,
        STEP,
        GATE,
        FINALIZE,
        END
    }

    /** How a step stands, in Tasker's words. */
    public enum Status {
        PENDING,
        IN_PROGRESS,
        COMPLETE,
        ERROR,
        BLOCKED,
        CANCELLED,
        RESOLVED_MANUALLY,
        SKIPPED
    }

    /** A node without caption and status. */
    public Node(String id, String label, Kind kind) {
        this(id, label, kind, Optional.empty(), Optional.empty());
    }

    /** Whether its label is written into it: the others are small signs. */
    boolean hasText() {
        return kind == Kind.STEP || kind == Kind.FINALIZE;
    }
}

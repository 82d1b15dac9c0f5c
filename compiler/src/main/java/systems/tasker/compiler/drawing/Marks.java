package systems.tasker.compiler.drawing;

/** Signs for the status of a node, so that colour is not all there is to see. */
final class Marks {
    private Marks() {}

    /** Path data around the origin, within a circle of radius 8; empty where nothing has begun. */
    static String of(Node.Status status) {
        return switch (status) {
            case COMPLETE, RESOLVED_MANUALLY -> "M-3.5 0L-1 2.5L3.5 -2.5";
            case ERROR -> "M-2.5 -2.5L2.5 2.5M2.5 -2.5L-2.5 2.5";
            case IN_PROGRESS -> "M-1.5 -3L3 0L-1.5 3Z";
            case BLOCKED, CANCELLED -> "M-3 0H3";
            case SKIPPED -> "M-3 -2.5L0 0L-3 2.5M0.5 -2.5L3.5 0L0.5 2.5";
            case PENDING -> "M-3 0h0M0 0h0M3 0h0";
        };
    }
}

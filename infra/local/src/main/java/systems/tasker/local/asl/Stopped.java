package systems.tasker.local.asl;

/** Unwinds a strand that was stopped: its execution has ended, or a sibling's failure ended it. */
final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    Stopped() {
        super("stopped", null, false, false);
    }
}

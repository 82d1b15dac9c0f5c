package systems.tasker.local.asl;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a Task waits for: the answer of its function, and that to its token where it gave one. */
final class PendingTask {
    /** How something was answered. */
    sealed interface Answer {}

    /** A result, and its size in bytes as JSON. */
    record Success(@Nullable Object value, int bytes) implements Answer {}

    /** An error. */
    record Failure(String error, String cause) implements Answer {}

    private final Strand strand;
    private @Nullable Answer ofFunction;
    private @Nullable Answer ofToken;
    private Instant heartbeat;

    PendingTask(Strand strand) {
        this.strand = strand;
        this.heartbeat = strand.now();
    }

    synchronized @Nullable Answer ofFunction() {
        return ofFunction;
    }

    synchronized @Nullable Answer ofToken() {
        return ofToken;
    }

    /** When the work last gave a sign of life. */
    synchronized Instant lastHeartbeat() {
        return heartbeat;
    }

    void answerFunction(Answer answer) {
        synchronized (this) {
            ofFunction = answer;
        }
        strand.wake();
    }

    void answerToken(Answer answer) {
        synchronized (this) {
            ofToken = answer;
        }
        strand.wake();
    }

    void heartbeat(Instant now) {
        synchronized (this) {
            heartbeat = now;
        }
        strand.wake();
    }
}

package systems.tasker.store;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * A gate of one run of a task: who has ended of those it waits for, and the token with which its
 * execution waits. Runs have gates of their own, or a resumed task would find them open from last
 * time.
 *
 * @param waitsFor the steps that must have ended; empty until the gate is registered
 * @param ended the steps that have said so
 * @param token of the execution that waits, or null until the gate is registered
 */
public record GateItem(
        String taskId,
        int run,
        String name,
        List<String> waitsFor,
        SequencedSet<String> ended,
        @Nullable String token) {
    public GateItem {
        waitsFor = List.copyOf(waitsFor);
        ended = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(ended));
    }

    /** A gate that nobody has written yet. */
    public static GateItem unknown(String taskId, int run, String name) {
        return new GateItem(taskId, run, name, List.of(), new LinkedHashSet<>(), null);
    }

    /** With a token, in the place of an earlier one. */
    public GateItem registered(List<String> waits, String withToken) {
        return new GateItem(taskId, run, name, waits, ended, withToken);
    }

    /** With one more step that has ended. */
    public GateItem ended(String step) {
        SequencedSet<String> more = new LinkedHashSet<>(ended);
        more.add(step);
        return new GateItem(taskId, run, name, waitsFor, more, token);
    }

    /** The token to answer, once the gate is registered and all it waits for has ended. */
    public @Nullable String tokenToAnswer() {
        return ended.containsAll(waitsFor) ? token : null;
    }
}

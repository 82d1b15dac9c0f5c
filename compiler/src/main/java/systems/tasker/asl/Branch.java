package systems.tasker.asl;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** States and where they start: a branch of a {@link State.Parallel}, or the body of a machine. */
public record Branch(String startAt, SequencedMap<String, State> states) {
    public Branch {
        states = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(states));
        if (!states.containsKey(startAt)) {
            throw new IllegalArgumentException("StartAt names no state: " + startAt);
        }
    }
}

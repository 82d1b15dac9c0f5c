package systems.tasker.protocol.explorer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An invocation of a function that is under way: what it was sent, and what each of its calls to
 * the store, to the tokens and to the engine has given so far. Run again with these, it is where it
 * was, and goes on from there.
 *
 * @param id of the request; the same on every path that leads to it
 * @param state of the machine, to count crashes by
 * @param heard whether the machine hears of its end
 */
record Invocation(
        String id,
        Kind kind,
        String state,
        Strand strand,
        String payload,
        boolean heard,
        List<Call> calls) {

    enum Kind {
        STEP,
        RECORDER,
        GATE,
        FINALIZE,
        OPERATOR
    }

    /** A call that was made: its result, and the time when it was made. */
    record Call(Object result, Instant at) {}

    Invocation {
        calls = List.copyOf(calls);
    }

    Invocation called(Call call) {
        List<Call> more = new ArrayList<>(calls);
        more.add(call);
        return new Invocation(id, kind, state, strand, payload, heard, more);
    }

    /** The same request once more, whose end nobody hears of. */
    Invocation again() {
        return new Invocation(id + " again", kind, state, strand, payload, false, List.of());
    }
}

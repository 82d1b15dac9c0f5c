package systems.tasker.protocol.explorer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where an execution stands in one of its branches, or at its Finalize.
 *
 * @param branch its number; {@link #FINALIZE} for the end of the execution
 * @param place the number of the state in the branch
 * @param visits invocations made so far, of any state of the branch
 * @param retries of the present visit to the state
 * @param recording whether it is at the step's recorder
 * @param token with which it waits at a gate
 * @param until when a wait for a step ends
 * @param forced whether its gate's time-out had to come for it to go on
 */
record Strand(
        int run,
        int branch,
        int place,
        int visits,
        int retries,
        boolean recording,
        @Nullable String token,
        @Nullable Instant until,
        boolean forced) {
    static final int FINALIZE = -1;

    static Strand at(int run, int branch) {
        return new Strand(run, branch, 0, 0, 0, false, null, null, false);
    }

    String key() {
        return run + "/" + branch;
    }

    /** At the next state. */
    Strand next() {
        return new Strand(run, branch, place + 1, visits, 0, false, null, null, false);
    }

    /** At the same state, tried once more. */
    Strand retrying() {
        return new Strand(run, branch, place, visits, retries + 1, recording, null, null, forced);
    }

    /** At the recorder of the same step. */
    Strand recorder() {
        return new Strand(run, branch, place, visits, 0, true, null, null, false);
    }

    /** Waiting before the same step is entered anew. */
    Strand waiting(Instant end) {
        return new Strand(run, branch, place, visits, 0, false, null, end, false);
    }

    /** With one more invocation, and at a gate its token. */
    Strand invoking(@Nullable String withToken) {
        return new Strand(
                run, branch, place, visits + 1, retries, recording, withToken, null, forced);
    }

    /** Whose gate would not have opened but for its time-out. */
    Strand late() {
        return new Strand(run, branch, place, visits, retries, recording, token, until, true);
    }
}

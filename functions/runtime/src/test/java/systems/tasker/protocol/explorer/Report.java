package systems.tasker.protocol.explorer;

import java.math.BigInteger;
import java.util.List;

/**
 * What an exploration has found.
 *
 * @param schedules interleavings, from the beginning to an end
 * @param states different ones that these lead through
 * @param ends different ones that these lead to
 * @param stuck how a gate stays closed for ever, or an end is wrong otherwise
 * @param early how a gate opens, or a step begins, too early
 * @param late how a gate opens by its time-out alone
 */
record Report(
        BigInteger schedules,
        int states,
        int ends,
        List<String> stuck,
        List<String> early,
        List<String> late) {

    @Override
    public String toString() {
        return "%,d schedules, %,d states, %,d ends, %d stuck, %d early, %d late"
                .formatted(schedules, states, ends, stuck.size(), early.size(), late.size());
    }
}

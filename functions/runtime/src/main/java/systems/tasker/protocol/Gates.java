package systems.tasker.protocol;

import java.util.List;
import systems.tasker.store.GateItem;

/**
 * The gates of a run. Whoever changes one judges by what the write gave back, so that of a
 * registration and the last notification, in whatever order, at least one sees both.
 */
record Gates(TaskerRuntime runtime, String taskId, int run) {

    static Gates of(TaskerRuntime runtime, Caller caller) {
        return new Gates(runtime, caller.input().taskId(), caller.input().run());
    }

    /** Tells gates that a step has ended, well or not; as often as anybody likes. */
    void ended(String step, List<String> gates) {
        for (String gate : gates) {
            answer(runtime.store().gateEnded(taskId, run, gate, step));
        }
    }

    void register(String gate, List<String> waitsFor, String token) {
        answer(runtime.store().registerGate(taskId, run, gate, waitsFor, token));
    }

    private void answer(GateItem gate) {
        String token = gate.tokenToAnswer();
        if (token != null) {
            runtime.tokens().sendTaskSuccess(token);
        }
    }
}

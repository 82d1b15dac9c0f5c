package systems.tasker.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import systems.tasker.Blocked;
import systems.tasker.PermanentError;
import systems.tasker.Sequence;
import systems.tasker.Step;
import systems.tasker.Superseded;
import systems.tasker.Task;
import systems.tasker.handler.StepHandler;
import systems.tasker.store.Failure;
import systems.tasker.testing.FunctionHarness;

final class GateProtocolTest {
    private static final List<String> BOTH = List.of("left", "right");

    private final FunctionHarness harness = new FunctionHarness(Map.of());
    private final GateFunction gate = new GateFunction();

    private static final class Fine extends StepHandler {
        @Override
        public @Nullable Object process(Task task, Sequence sequence, Step step) {
            return Map.of("done", true);
        }
    }

    private static final class Failing extends StepHandler {
        @Override
        public @Nullable Object process(Task task, Sequence sequence, Step step) {
            throw new PermanentError("no");
        }
    }

    private SequencedMap<String, @Nullable Object> step(String name) {
        SequencedMap<String, @Nullable Object> payload =
                harness.stepPayload(name, List.of(), Map.of());
        payload.put("gates", List.of("join"));
        return payload;
    }

    private void register(String token) {
        harness.invoke(gate, harness.gatePayload("join", BOTH, token));
    }

    @Test
    void theLastPredecessorOpensARegisteredGate() {
        register("token");
        harness.invoke(new Fine(), step("left"));
        assertEquals(List.of(), harness.answeredTokens());
        harness.invoke(new Fine(), step("right"));
        assertEquals(List.of("token"), harness.answeredTokens());
    }

    @Test
    void aGateThatRegistersLastOpensAtOnce() {
        harness.invoke(new Fine(), step("left"));
        harness.invoke(new Fine(), step("right"));
        register("token");
        assertEquals(List.of("token"), harness.answeredTokens());
    }

    @Test
    void aReplayedStepNotifiesAgain() {
        harness.invoke(new Fine(), step("left"));
        harness.invoke(new Fine(), step("right"));
        register("token");
        harness.invoke(new Fine(), step("right"));
        assertEquals(List.of("token", "token"), harness.answeredTokens());
        assertEquals(1, harness.step("right").attempts());
    }

    @Test
    void aFailedStepLeavesItsGatesToTheRecorder() {
        register("token");
        harness.invoke(new Fine(), step("left"));
        assertThrows(PermanentError.class, () -> harness.invoke(new Failing(), step("right")));
        assertEquals(List.of(), harness.answeredTokens());
        SequencedMap<String, @Nullable Object> payload =
                harness.recorderPayload("right", "systems.tasker.PermanentError", "");
        payload.put("gates", List.of("join"));
        harness.invoke(new RecorderFunction(), payload);
        assertEquals(List.of("token"), harness.answeredTokens());
    }

    @Test
    void theRecorderNotifiesForAStepThatDiedAfterItsCommit() {
        register("token");
        harness.complete("left", Map.of());
        harness.complete("right", Map.of());
        for (String name : BOTH) {
            SequencedMap<String, @Nullable Object> payload =
                    harness.recorderPayload(name, "Sandbox.Timedout", "");
            payload.put("gates", List.of("join"));
            harness.invoke(new RecorderFunction(), payload);
        }
        assertEquals(List.of("token"), harness.answeredTokens());
    }

    @Test
    void aBlockedStepNotifies() {
        register("token");
        harness.invoke(new Fine(), step("left"));
        SequencedMap<String, @Nullable Object> payload =
                harness.stepPayload("right", List.of("never"), Map.of());
        payload.put("gates", List.of("join"));
        assertThrows(Blocked.class, () -> harness.invoke(new Fine(), payload));
        assertEquals(List.of("token"), harness.answeredTokens());
    }

    @Test
    void aGateThatRegistersAgainLooksForNotificationsThatWereLost() {
        register("first");
        harness.complete("left", Map.of());
        harness.complete("right", Map.of());
        register("not a retry");
        assertEquals(List.of(), harness.answeredTokens());
        SequencedMap<String, @Nullable Object> again = harness.gatePayload("join", BOTH, "second");
        again.put("retry_count", 1);
        harness.invoke(gate, again);
        assertEquals(List.of("second"), harness.answeredTokens());
    }

    @Test
    void aResumedTaskFindsItsGatesClosed() {
        harness.invoke(new Fine(), step("left"));
        harness.invoke(new Fine(), step("right"));
        harness.store()
                .put(
                        harness.task()
                                .failed(Failure.last("X", null, "x"), harness.clock().instant()));
        harness.store().put(harness.task().resumed("1.0.0", List.of(), harness.clock().instant()));
        register("of the second run");
        assertEquals(List.of(), harness.answeredTokens());
        harness.invoke(new Fine(), step("left"));
        harness.invoke(new Fine(), step("right"));
        assertEquals(List.of("of the second run"), harness.answeredTokens());
    }

    @Test
    void anOldExecutionCannotRegister() {
        SequencedMap<String, @Nullable Object> old = harness.gatePayload("join", BOTH, "old");
        harness.store()
                .put(
                        harness.task()
                                .failed(Failure.last("X", null, "x"), harness.clock().instant()));
        harness.store().put(harness.task().resumed("1.0.0", List.of(), harness.clock().instant()));
        assertThrows(Superseded.class, () -> harness.invoke(gate, old));
    }
}

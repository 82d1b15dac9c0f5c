package systems.tasker.local.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import systems.tasker.PermanentError;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.store.ForwardingTaskStore;
import systems.tasker.store.GateItem;
import systems.tasker.store.StepStatus;
import systems.tasker.store.TaskStatus;
import systems.tasker.store.TaskStore;

/** Gates in the engine: the graph is the N, where c waits for a and b, and d for b alone. */
final class GatesInTheEngineTest {
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private final VirtualStack stack = new VirtualStack(Workflows.compile(theN()));

    private static SequencedMap<String, List<String>> theN() {
        SequencedMap<String, List<String>> graph = new LinkedHashMap<>();
        graph.put("a", List.of());
        graph.put("b", List.of());
        graph.put("c", List.of("a", "b"));
        graph.put("d", List.of("b"));
        return graph;
    }

    private static Instant after(long seconds) {
        return VirtualStack.START.plusSeconds(seconds);
    }

    /** Loses what a step says to its gates. */
    private static final class Forgetful extends ForwardingTaskStore {
        private final String step;

        Forgetful(TaskStore store, String step) {
            super(store);
            this.step = step;
        }

        @Override
        public GateItem gateEnded(String taskId, int run, String gate, String ended) {
            return ended.equals(step) && !hasForgotten()
                    ? GateItem.unknown(taskId, run, gate)
                    : super.gateEnded(taskId, run, gate, ended);
        }

        private boolean forgotten;

        private boolean hasForgotten() {
            boolean before = forgotten;
            forgotten = true;
            return before;
        }
    }

    @Test
    void aLostNotificationCostsATimeOutOfTheGate() {
        VirtualStack.Outcome outcome =
                stack.run(
                        (step, clock) -> clock.sleep(TEN_SECONDS),
                        store -> new Forgetful(store, "a"));

        assertEquals(ExecutionStatus.SUCCEEDED, outcome.result().status());
        assertEquals(List.of(after(10)), outcome.begins().get("d"));
        // the time-out, and the second that its retrier waits
        assertEquals(List.of(after(3601)), outcome.begins().get("c"));
        assertEquals(
                1,
                outcome.history().stream()
                        .filter(event -> event.type().equals("TaskTimedOut"))
                        .count());
    }

    @Test
    void aFailedPredecessorOpensTheGateAndBlocksTheStepBehindIt() {
        VirtualStack.Outcome outcome =
                stack.run(
                        (step, clock) -> {
                            clock.sleep(TEN_SECONDS);
                            if (step.name().equals("a")) {
                                throw new PermanentError("no such customer");
                            }
                        });

        assertEquals(ExecutionStatus.FAILED, outcome.result().status());
        assertEquals("TaskFailed", outcome.result().error());
        String cause = String.valueOf(outcome.result().cause());
        assertTrue(cause.startsWith("Step `a` failed with PermanentError"), cause);
        assertTrue(cause.contains("Not run: `c`."), cause);
        assertEquals(TaskStatus.ERROR, outcome.task().status());
        assertEquals(
                List.of(
                        StepStatus.ERROR,
                        StepStatus.COMPLETE,
                        StepStatus.BLOCKED,
                        StepStatus.COMPLETE),
                List.of("a", "b", "c", "d").stream()
                        .map(name -> outcome.steps().get(name))
                        .map(step -> step == null ? StepStatus.PENDING : step.status())
                        .toList());
        assertEquals(null, outcome.begins().get("c"));
        assertEquals(List.of(after(10)), outcome.begins().get("d"));
        assertEquals(after(20), outcome.end());
    }
}

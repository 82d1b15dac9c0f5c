package systems.tasker.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import systems.tasker.Blocked;
import systems.tasker.Sequence;
import systems.tasker.Step;
import systems.tasker.Task;
import systems.tasker.handler.StepHandler;
import systems.tasker.store.InMemoryTaskStore;
import systems.tasker.store.StepItem;
import systems.tasker.store.StepStatus;
import systems.tasker.store.TaskItem;
import systems.tasker.testing.FunctionHarness;

/** Steps that a person has had done again, or not at all. */
class StartedOverTest {
    private final List<String> keys = new ArrayList<>();
    private final StepHandler handler =
            new StepHandler() {
                @Override
                public @Nullable Object process(Task task, Sequence sequence, Step step) {
                    keys.add(step.idempotencyKey());
                    return Map.of("key", step.idempotencyKey());
                }
            };

    @Test
    void aStepThatIsStartedOverHasANewKeyAndOnlyOnce() {
        FunctionHarness harness =
                new FunctionHarness(new InMemoryTaskStore(), Map.of(), List.of("step"));
        harness.invoke(handler, harness.stepPayload("step", List.of(), Map.of()));
        TaskItem stopped = harness.task().cancelled("no", harness.clock().instant());
        assertTrue(harness.store().put(stopped));
        assertTrue(
                harness.store()
                        .put(
                                stopped.startedOver(
                                        "1.0.0",
                                        List.of("step"),
                                        List.of("step"),
                                        "again",
                                        harness.clock().instant())));
        harness.invoke(handler, harness.stepPayload("step", List.of(), Map.of()));
        harness.invoke(handler, harness.stepPayload("step", List.of(), Map.of()));
        assertEquals(
                List.of(FunctionHarness.TASK + "/step/1", FunctionHarness.TASK + "/step/2"), keys);
        StepItem step = harness.step("step");
        assertEquals(StepStatus.COMPLETE, step.status());
        assertEquals(
                List.of("in_progress", "complete", "pending", "in_progress", "complete"),
                step.transitions().entries().stream().map(entry -> entry.to()).toList());
    }

    @Test
    void aBypassedStepIsSkippedWithoutItsHandlerAndSatisfiesThoseAfterIt() {
        FunctionHarness harness =
                new FunctionHarness(
                        new InMemoryTaskStore(),
                        Map.of(),
                        List.of("first", "second", "third"),
                        List.of("second"));
        assertThrows(
                Blocked.class,
                () ->
                        harness.invoke(
                                handler,
                                harness.stepPayload("second", List.of("first"), Map.of())));
        harness.complete("first", 1);
        harness.invoke(handler, harness.stepPayload("second", List.of("first"), Map.of()));
        assertEquals(StepStatus.SKIPPED, harness.step("second").status());
        assertEquals(0, harness.step("second").attempts());
        assertEquals(List.of(), keys);
        harness.invoke(handler, harness.stepPayload("third", List.of("second"), Map.of()));
        assertEquals(1, keys.size());
    }
}

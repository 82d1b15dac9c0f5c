package systems.tasker.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import systems.tasker.RetryableError;
import systems.tasker.Sequence;
import systems.tasker.Step;
import systems.tasker.Superseded;
import systems.tasker.Task;
import systems.tasker.handler.StepHandler;
import systems.tasker.store.Failure;
import systems.tasker.store.StepItem;
import systems.tasker.store.StepStatus;
import systems.tasker.store.TaskItem;
import systems.tasker.testing.FunctionHarness;

class RecorderFunctionTest {
    private final FunctionHarness harness = new FunctionHarness(Map.of());
    private final RecorderFunction recorder = new RecorderFunction();

    private Failure record(String error, String cause) {
        harness.invoke(recorder, harness.recorderPayload("step", error, cause));
        return Objects.requireNonNull(harness.step("step").failure());
    }

    @Test
    void aDeathIsRecordedWithWhatStepFunctionsSaw() {
        harness.store()
                .put(
                        StepItem.unclaimed(
                                        FunctionHarness.TASK, "step", 1, harness.clock().instant())
                                .claimed(
                                        1,
                                        "claim",
                                        harness.clock().instant().plusSeconds(30),
                                        harness.clock().instant()));
        Failure failure =
                record("Sandbox.Timedout", "{\"errorMessage\":\"timed out after 30.00 seconds\"}");
        assertEquals("Sandbox.Timedout", failure.kind());
        assertEquals("timed out after 30.00 seconds", failure.message());
        assertEquals(StepStatus.ERROR, harness.step("step").status());
    }

    @Test
    void aCauseMayBeAnyTextOrNone() {
        assertEquals("no json {", record("Lambda.Unknown", "no json {").message());
        FunctionHarness other = new FunctionHarness(Map.of());
        other.invoke(recorder, other.recorderPayload("step", "Lambda.Unknown", ""));
        assertEquals(
                "The function ended without an answer",
                Objects.requireNonNull(other.step("step").failure()).message());
    }

    @Test
    void aCompleteStepIsLeftAsItIs() {
        harness.complete("step", Map.of("x", 1));
        harness.invoke(recorder, harness.recorderPayload("step", "States.Timeout", ""));
        assertEquals(StepStatus.COMPLETE, harness.step("step").status());
        assertEquals(2, harness.step("step").revision());
    }

    @Test
    void theErrorThatTheStepRecordedItselfIsKeptAndBecomesTheLast() {
        StepHandler failing =
                new StepHandler() {
                    @Override
                    public Object process(Task task, Sequence sequence, Step step) {
                        throw new RetryableError("truly down", "DOWN", null, Map.of());
                    }
                };
        assertThrows(
                RetryableError.class,
                () -> harness.invoke(failing, harness.stepPayload("step", List.of(), Map.of())));
        Failure failure = record("systems.tasker.RetryableError", "{\"errorMessage\":\"x\"}");
        assertEquals("DOWN", failure.code());
        assertEquals("truly down", failure.message());
        assertEquals(true, failure.last());
        long revision = harness.step("step").revision();
        record("systems.tasker.RetryableError", "");
        assertEquals(revision, harness.step("step").revision(), "said once");
    }

    @Test
    void anotherRunIsRefused() {
        SequencedMap<String, @Nullable Object> old = harness.recorderPayload("step", "E", "");
        TaskItem task = harness.task();
        harness.store().put(task.failed(Failure.last("E", null, ""), task.updatedAt()));
        harness.store().put(harness.task().resumed("1.0.0", List.of(), harness.clock().instant()));
        assertThrows(Superseded.class, () -> harness.invoke(recorder, old));
    }
}

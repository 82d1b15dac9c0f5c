package systems.tasker.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import systems.tasker.AnnotationsFailed;
import systems.tasker.PermanentError;
import systems.tasker.RetryableError;
import systems.tasker.Sequence;
import systems.tasker.Step;
import systems.tasker.Superseded;
import systems.tasker.Task;
import systems.tasker.TaskFailed;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.handler.ConfiguredTask;
import systems.tasker.handler.StepHandler;
import systems.tasker.json.JsonObject;
import systems.tasker.store.Failure;
import systems.tasker.store.InMemoryTaskStore;
import systems.tasker.store.StepItem;
import systems.tasker.store.StepStatus;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskStatus;
import systems.tasker.testing.FunctionHarness;

class FinalizeProtocolTest {
    private static final List<String> STEPS = List.of("first", "second");

    private final FunctionHarness harness = new FunctionHarness(Map.of());
    private final List<String> seen = new ArrayList<>();
    private @Nullable RuntimeException annotationsFail;

    private final ConfiguredTask handler =
            new ConfiguredTask() {
                @Override
                public void updateAnnotations(Task task, Sequence sequence, List<Step> steps) {
                    steps.forEach(step -> seen.add(step.name() + " " + step.status()));
                    task.annotate("seen", seen.size());
                    RuntimeException e = annotationsFail;
                    if (e != null) {
                        throw e;
                    }
                }
            };

    private JsonObject invoke(int retryCount) {
        SequencedMap<String, @Nullable Object> payload = harness.finalizePayload(STEPS);
        payload.put("retry_count", retryCount);
        return harness.invoke(handler, payload);
    }

    private void completeBoth() {
        harness.complete("first", Map.of());
        harness.complete("second", Map.of());
    }

    @Test
    void aTaskWhoseStepsAreCompleteIsAnnotatedAndComplete() {
        completeBoth();
        assertEquals("complete", invoke(0).text("status").orElseThrow());
        TaskItem task = harness.task();
        assertEquals(TaskStatus.COMPLETE, task.status());
        assertEquals(harness.clock().instant(), task.completedAt());
        assertEquals(List.of("first complete", "second complete"), seen);
        assertEquals(
                "2", harness.store().annotations(FunctionHarness.TASK).getFirst().value().text());
    }

    @Test
    void aRepeatedFinalizeAnswersAsTheFirst() {
        completeBoth();
        invoke(0);
        assertEquals("complete", invoke(1).text("status").orElseThrow());
        assertEquals(2, seen.size(), "annotated once");
        assertEquals(2, harness.task().revision());
    }

    @Test
    void aTaskWithAFailedStepFailsWithACauseAPersonUnderstands() {
        StepHandler failing =
                new StepHandler() {
                    @Override
                    public Object process(Task task, Sequence sequence, Step step) {
                        throw new PermanentError("no payment method", "PAYMENT_REQUIRED");
                    }
                };
        assertThrows(
                PermanentError.class,
                () -> harness.invoke(failing, harness.stepPayload("first", List.of(), Map.of())));
        TaskFailed failed = assertThrows(TaskFailed.class, () -> invoke(0));
        assertEquals(
                "Step `first` failed with PAYMENT_REQUIRED (PermanentError) after 1 attempt: no"
                        + " payment method. Not run: `second`. `tasker retry 0199-task` goes on from"
                        + " here.",
                failed.getMessage());
        assertEquals(TaskStatus.ERROR, harness.task().status());
        assertEquals(
                "PAYMENT_REQUIRED",
                java.util.Objects.requireNonNull(harness.task().failure()).code());
        assertEquals(List.of("first error", "second pending"), seen, "annotated all the same");
        assertEquals(
                failed.getMessage(), assertThrows(TaskFailed.class, () -> invoke(0)).getMessage());
    }

    @Test
    void everyStepThatIsNotCompleteCountsAsFailed() {
        harness.complete("first", Map.of());
        TaskFailed failed = assertThrows(TaskFailed.class, () -> invoke(0));
        assertTrue(String.valueOf(failed.getMessage()).contains("Not run: `second`"));
    }

    @Test
    void ofManyFailedAndManyWaitingStepsSomeAreNamedAndTheOthersCounted() {
        List<String> steps = new ArrayList<>();
        for (int i = 0; i < 26; i++) {
            steps.add("s" + i);
        }
        FunctionHarness many =
                new FunctionHarness(new InMemoryTaskStore(), Map.of(), steps, List.of());
        for (int i = 0; i < 5; i++) {
            many.store()
                    .put(
                            StepItem.unclaimed(many.task(), "s" + i, many.clock().instant())
                                    .failed(
                                            Failure.last("PermanentError", "NO", "x".repeat(2_000)),
                                            many.clock().instant()));
        }
        many.store()
                .put(
                        StepItem.unclaimed(many.task(), "s5", many.clock().instant())
                                .blocked(1, "`s0` is not complete", many.clock().instant()));
        String message =
                String.valueOf(
                        assertThrows(
                                        TaskFailed.class,
                                        () -> many.invoke(handler, many.finalizePayload(steps)))
                                .getMessage());
        assertTrue(message.startsWith("Step `s0` failed with NO"), message);
        assertTrue(message.contains("x".repeat(1_000) + "…"), message);
        assertTrue(message.contains("2 more steps failed. Not run: `s5`, `s6`"), message);
        assertTrue(message.contains("`s24` and 1 more. `tasker retry"), message);
        assertEquals("NO", java.util.Objects.requireNonNull(many.task().failure()).code());
    }

    @Test
    void failingAnnotationsAreRetriedAndThenPutTheTaskIntoError() {
        completeBoth();
        annotationsFail = new IllegalStateException("odd");
        for (int i = 0; i < FinalizeProtocol.ANNOTATION_RETRIES; i++) {
            int retryCount = i;
            assertThrows(RetryableError.class, () -> invoke(retryCount));
            assertEquals(TaskStatus.IN_PROGRESS, harness.task().status());
        }
        assertThrows(AnnotationsFailed.class, () -> invoke(FinalizeProtocol.ANNOTATION_RETRIES));
        TaskItem task = harness.task();
        assertEquals(TaskStatus.ERROR, task.status());
        assertEquals("ANNOTATIONS_FAILED", java.util.Objects.requireNonNull(task.failure()).code());
        assertEquals(StepStatus.COMPLETE, harness.step("first").status());
    }

    @Test
    void aPermanentErrorOfTheAnnotationsIsNotRetried() {
        completeBoth();
        annotationsFail = new PermanentError("never");
        assertThrows(AnnotationsFailed.class, () -> invoke(0));
    }

    @Test
    void failingAnnotationsDoNotHideAFailedStep() {
        annotationsFail = new IllegalStateException("odd");
        assertThrows(TaskFailed.class, () -> invoke(0));
    }

    @Test
    void anotherExecutionIsSuperseded() {
        SequencedMap<String, @Nullable Object> payload = harness.finalizePayload(STEPS);
        payload.put("execution", "other");
        assertThrows(Superseded.class, () -> harness.invoke(handler, payload));
        assertEquals(TaskStatus.IN_PROGRESS, harness.task().status());
    }

    @Test
    void theCloserPutsATaskIntoErrorWhoseExecutionDied() {
        Closer closer = new Closer(harness.store(), harness.clock());
        harness.store()
                .put(
                        StepItem.unclaimed(
                                        FunctionHarness.TASK, "first", 1, harness.clock().instant())
                                .claimed(
                                        1,
                                        "claim",
                                        harness.clock().instant().plusSeconds(30),
                                        harness.clock().instant()));
        String id = FunctionHarness.TASK;
        assertEquals(false, closer.close(id, id + "-9", ExecutionStatus.ABORTED, "Stopped.", true));
        assertEquals(TaskStatus.IN_PROGRESS, harness.task().status());
        assertTrue(closer.close(id, id, ExecutionStatus.TIMED_OUT, "Too long.", false));
        assertEquals(StepStatus.IN_PROGRESS, harness.step("first").status());
        assertEquals(TaskStatus.ERROR, harness.task().status());
        assertEquals(
                "EXECUTION_TIMED_OUT",
                java.util.Objects.requireNonNull(harness.task().failure()).code());
        assertEquals(
                false,
                closer.close(id, id, ExecutionStatus.ABORTED, "Again.", true),
                "a settled task is left as it is");
    }
}

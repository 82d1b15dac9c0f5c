package systems.tasker.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import systems.tasker.json.JsonText;
import systems.tasker.store.Failure;
import systems.tasker.store.StepItem;
import systems.tasker.store.StepStatus;
import systems.tasker.store.TaskItem;

class StepsByHandTest extends OperationsFixture {
    @Test
    void aStepIsResolvedByHandWithResultsAndAReason() {
        TaskItem task = failed("t", "X");
        StepItem failedStep =
                claimed(task, "b")
                        .failed(Failure.last("PermanentError", "X", "no"), clock.instant());
        assertTrue(store.put(failedStep));
        StepItem resolved =
                operations.byHand().resolve("t", "b", new JsonText("{\"id\":7}"), "done by phone");
        assertEquals(StepStatus.RESOLVED_MANUALLY, step(task, "b").status());
        assertEquals(new JsonText("{\"id\":7}"), step(task, "b").results());
        assertEquals("done by phone", resolved.transitions().entries().getLast().reason());
        Refusal again =
                refused(
                        Refusal.Reason.WRONG_STATE,
                        () ->
                                operations
                                        .byHand()
                                        .resolve("t", "b", JsonText.EMPTY_OBJECT, "again"));
        assertTrue(String.valueOf(again.getMessage()).contains("--from b"), again.getMessage());
    }

    @Test
    void aStepThatMayBeRunningIsNotSettledByHand() {
        TaskItem task = running("t");
        claimed(task, "a");
        refused(
                Refusal.Reason.WRONG_STATE,
                () -> operations.byHand().resolve("t", "a", JsonText.EMPTY_OBJECT, "by hand"));
        refused(
                Refusal.Reason.UNKNOWN_STEP,
                () -> operations.byHand().resolve("t", "z", JsonText.EMPTY_OBJECT, "by hand"));
        refused(
                Refusal.Reason.INVALID_REQUEST,
                () -> operations.byHand().resolve("t", "b", JsonText.EMPTY_OBJECT, ""));
    }

    @Test
    void aStepWhoseAttemptIsDeadIsSettledByHand() {
        TaskItem task = running("t");
        claimed(task, "b");
        clock.advance(Duration.ofSeconds(31));
        operations.byHand().skip("t", "b", "nobody answered");
        assertEquals(
                List.of("null>in_progress", "in_progress>error", "error>skipped"),
                trail(step(task, "b")));
    }

    @Test
    void onlyASkippableStepIsSkipped() {
        TaskItem task = failed("t", "X");
        assertEquals(StepStatus.SKIPPED, operations.byHand().skip("t", "b", "not needed").status());
        assertEquals(StepStatus.SKIPPED, step(task, "b").status());
        Refusal refusal =
                refused(
                        Refusal.Reason.WRONG_STATE,
                        () -> operations.byHand().skip("t", "c", "not needed"));
        assertTrue(String.valueOf(refusal.getMessage()).contains("tasker resolve"));
        refused(
                Refusal.Reason.UNKNOWN_STEP,
                () -> operations.byHand().skip("t", "z", "not needed"));
    }
}

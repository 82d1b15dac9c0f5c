package systems.tasker.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.json.JsonText;
import systems.tasker.service.TaskOperations.Cancelled;
import systems.tasker.service.TaskOperations.Resumed;
import systems.tasker.store.Failure;
import systems.tasker.store.StepItem;
import systems.tasker.store.StepStatus;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskStatus;

class TaskOperationsTest extends OperationsFixture {
    @Test
    void aCancelledTaskSaysWhatWasDoneAndNoExecutionMayWorkOnIt() {
        TaskItem task = running("t");
        complete(task, "a");
        claimed(task, "b");
        Cancelled cancelled = operations.cancel("t", "ordered by mistake");
        assertEquals(TaskStatus.CANCELLED, store.task("t").orElseThrow().status());
        assertEquals(ExecutionStatus.ABORTED, engine.executions.get("t"));
        assertEquals(List.of("a"), names(cancelled.done()));
        assertEquals(List.of("b"), names(cancelled.inFlight()));
        assertEquals(List.of("c", "d"), names(cancelled.notDone()));
        assertEquals(StepStatus.CANCELLED, step(task, "d").status());
        assertEquals(List.of("null>cancelled"), trail(step(task, "d")));
        assertEquals(
                "ordered by mistake",
                store.task("t").orElseThrow().transitions().entries().getLast().reason());
    }

    @Test
    void aStepThatWaitsForItsNextAttemptIsCancelledToo() {
        TaskItem task = running("t");
        Failure first = new Failure("RetryableError", null, "", JsonText.EMPTY_OBJECT, false, null);
        StepItem waiting = claimed(task, "a").failed(first, clock.instant());
        assertTrue(store.put(waiting));
        StepItem ended =
                claimed(task, "b").failed(Failure.last("PermanentError", "X", ""), clock.instant());
        assertTrue(store.put(ended));
        operations.cancel("t", "no");
        assertEquals(StepStatus.CANCELLED, step(task, "a").status());
        assertEquals(StepStatus.ERROR, step(task, "b").status());
        assertFalse(
                store.put(waiting.claimed(1, "late", clock.instant(), clock.instant())),
                "a claim that had read the step before");
    }

    @Test
    void whatIsInFlightWhenATaskIsCancelledIsRecorded() {
        TaskItem task = running("t");
        StepItem inFlight = claimed(task, "a");
        operations.cancel("t", "no");
        assertTrue(store.put(inFlight.completed(new JsonText("2"), clock.instant())));
        assertEquals(List.of("a"), names(operations.cancel("t", "no").done()));
    }

    @Test
    void cancellingStopsAnExecutionThatWasNotStoppedTheFirstTime() {
        running("t");
        operations.cancel("t", "no");
        engine.executions.put("t", ExecutionStatus.RUNNING);
        operations.cancel("t", "no");
        assertEquals(ExecutionStatus.ABORTED, engine.executions.get("t"));
        assertEquals(2, store.task("t").orElseThrow().revision());
    }

    @Test
    void aCompleteTaskIsNotCancelled() {
        TaskItem task = running("t");
        store.put(task.completed(clock.instant()));
        engine.executions.put("t", ExecutionStatus.SUCCEEDED);
        refused(Refusal.Reason.WRONG_STATE, () -> operations.cancel("t", "no"));
        refused(Refusal.Reason.UNKNOWN_TASK, () -> operations.cancel("u", "no"));
        refused(Refusal.Reason.INVALID_REQUEST, () -> operations.cancel("t", " "));
    }

    @Test
    void aCancelledTaskGoesOnByRetry() {
        TaskItem task = running("t");
        complete(task, "a");
        operations.cancel("t", "no");
        TaskItem resumed = operations.retry("t").task();
        assertEquals(2, resumed.run());
        assertEquals(StepStatus.IN_PROGRESS, claimed(resumed, "b").status());
        assertEquals(List.of("null>cancelled", "cancelled>in_progress"), trail(step(resumed, "b")));
    }

    @Test
    void startingOverDoesAStepAndThoseAfterItAgainInANewGeneration() {
        TaskItem task = running("t");
        for (String name : List.of("a", "b", "c", "d")) {
            complete(task, name);
        }
        assertTrue(store.put(task.completed(clock.instant())));
        engine.executions.put("t", ExecutionStatus.SUCCEEDED);
        TaskItem resumed = operations.startOver("t", "b", "wrong amount").task();
        assertEquals(2, resumed.run());
        assertEquals(StepStatus.COMPLETE, step(resumed, "a").status());
        assertEquals(StepStatus.COMPLETE, step(resumed, "c").status());
        assertEquals(StepStatus.PENDING, step(resumed, "b").status());
        assertEquals(StepStatus.PENDING, step(resumed, "d").status());
        StepItem again = claimed(resumed, "b");
        assertEquals(2, again.generation());
        assertEquals(
                List.of(
                        "null>in_progress",
                        "in_progress>complete",
                        "complete>pending",
                        "pending>in_progress"),
                trail(step(resumed, "b")));
        assertTrue(store.put(again.completed(new JsonText("2"), clock.instant())));
        assertEquals(StepStatus.COMPLETE, step(resumed, "b").status());
    }

    @Test
    void aStepThatWasNeverClaimedBeginsInTheGenerationItsTaskSays() {
        TaskItem task = failed("t", "X");
        complete(task, "a");
        TaskItem resumed = operations.startOver("t", "a", "again").task();
        complete(resumed, "d");
        assertEquals(2, step(resumed, "d").generation());
        assertEquals(StepStatus.COMPLETE, step(resumed, "d").status());
    }

    @Test
    void nothingIsStartedOverWhileSomethingRuns() {
        TaskItem task = running("t");
        refused(Refusal.Reason.WRONG_STATE, () -> operations.startOver("t", "a", "again"));
        claimed(task, "b");
        operations.cancel("t", "no");
        refused(Refusal.Reason.WRONG_STATE, () -> operations.startOver("t", "a", "again"));
        refused(Refusal.Reason.UNKNOWN_STEP, () -> operations.startOver("t", "z", "again"));
        clock.advance(Duration.ofSeconds(31));
        assertEquals(2, operations.startOver("t", "a", "again").task().generation("b"));
    }

    @Test
    void aRetryGoesOnByTheTemplateAsItIsNow() {
        TaskItem task = failed("t", "X");
        complete(task, "a");
        Resumed resumed = operations("a", "b", "c", "e").retry("t");
        assertEquals(List.of("e"), resumed.added());
        assertEquals(List.of("d"), resumed.removed());
        assertEquals(List.of("a", "b", "c", "e"), store.task("t").orElseThrow().steps());
    }
}

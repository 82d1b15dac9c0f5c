package systems.tasker.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.json.JsonText;
import systems.tasker.service.TaskOperations.Cancelled;
import systems.tasker.service.TaskOperations.Resumed;
import systems.tasker.service.Workflow.WorkflowStep;
import systems.tasker.store.Failure;
import systems.tasker.store.InMemoryTaskStore;
import systems.tasker.store.StepItem;
import systems.tasker.store.StepStatus;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskQuery;
import systems.tasker.store.TaskStatus;
import systems.tasker.testing.MutableClock;

class TaskOperationsTest {
    private static final TaskQuery ANY = TaskQuery.newest(100);

    private final InMemoryTaskStore store = new InMemoryTaskStore();
    private final RecordingEngine engine = new RecordingEngine();
    private final MutableClock clock = new MutableClock();

    /** a, then b and c, then d: b may be skipped. */
    private final TaskOperations operations = operations("a", "b", "c", "d");

    private TaskOperations operations(String... names) {
        List<WorkflowStep> steps =
                java.util.Arrays.stream(names)
                        .map(
                                name ->
                                        switch (name) {
                                            case "b" -> new WorkflowStep("b", List.of("a"), true);
                                            case "c" -> new WorkflowStep("c", List.of("a"), false);
                                            case "d" ->
                                                    new WorkflowStep("d", List.of("b", "c"), false);
                                            default -> new WorkflowStep(name, List.of(), false);
                                        })
                        .toList();
        return new TaskService(
                        store,
                        engine,
                        List.of(new Workflow("tests", "w", "1.0.0", JsonText.EMPTY_OBJECT, steps)),
                        clock)
                .operations();
    }

    private TaskItem running(String id) {
        TaskItem task =
                TaskItem.created(
                        id,
                        "tests",
                        "w",
                        "1.0.0",
                        "reg_1",
                        "f",
                        JsonText.EMPTY_OBJECT,
                        List.of("a", "b", "c", "d"),
                        clock.instant());
        assertTrue(store.put(task));
        engine.start("tests", "w", id, JsonText.EMPTY_OBJECT);
        return task;
    }

    private TaskItem failed(String id, String code) {
        TaskItem task = running(id);
        TaskItem failed = task.failed(Failure.last("TaskFailed", code, "no"), clock.instant());
        assertTrue(store.put(failed));
        engine.executions.put(id, ExecutionStatus.FAILED);
        return failed;
    }

    private StepItem claimed(TaskItem task, String step) {
        StepItem claimed =
                store.read(task.id(), List.of(step))
                        .stepOrUnclaimed(step, clock.instant())
                        .claimed(
                                task.run(),
                                "claim-" + step,
                                clock.instant().plusSeconds(30),
                                clock.instant());
        assertTrue(store.put(claimed));
        return claimed;
    }

    private void complete(TaskItem task, String step) {
        assertTrue(store.put(claimed(task, step).completed(new JsonText("1"), clock.instant())));
    }

    private StepItem step(TaskItem task, String name) {
        return store.read(task.id(), List.of(name)).stepOrUnclaimed(name, clock.instant());
    }

    private static Refusal refused(Refusal.Reason reason, Runnable action) {
        Refusal refusal = assertThrows(Refusal.class, action::run);
        assertEquals(reason, refusal.reason(), refusal.getMessage());
        return refusal;
    }

    private static List<String> names(List<StepItem> steps) {
        return steps.stream().map(StepItem::name).toList();
    }

    private static List<String> trail(StepItem step) {
        return step.transitions().entries().stream()
                .map(entry -> entry.from() + ">" + entry.to())
                .toList();
    }

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

    @Test
    void stuckTasksAreFoundAndSweptIntoError() {
        running("runs");
        running("abandoned");
        engine.executions.put("abandoned", ExecutionStatus.ABANDONED);
        running("ended");
        engine.executions.put("ended", ExecutionStatus.SUCCEEDED);
        failed("failed", "X");
        running("new");
        engine.executions.remove("new");
        assertEquals(
                List.of("ended", "abandoned"),
                operations.search().stuck(ANY, TaskSearch.GRACE).stream()
                        .map(TaskItem::id)
                        .toList());
        clock.advance(TaskSearch.GRACE);
        assertEquals(
                List.of("new", "ended", "abandoned"),
                operations.search().stuck(ANY, TaskSearch.GRACE).stream()
                        .map(TaskItem::id)
                        .toList());
        assertEquals(3, operations.search().sweep(TaskSearch.GRACE).size());
        assertEquals(List.of(), operations.search().stuck(ANY, TaskSearch.GRACE));
        assertEquals(TaskStatus.ERROR, store.task("new").orElseThrow().status());
        assertEquals(TaskStatus.IN_PROGRESS, store.task("runs").orElseThrow().status());
        assertEquals(2, operations.retry("new").task().run());
    }

    @Test
    void failedTasksAreFoundByTimeAndByErrorCode() {
        failed("early", "BILLING_DOWN");
        clock.advance(Duration.ofHours(1));
        failed("late", "BILLING_DOWN");
        failed("other", "CARD_REFUSED");
        running("abandoned");
        engine.executions.put("abandoned", ExecutionStatus.ABANDONED);
        TaskQuery recent =
                new TaskQuery(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(clock.instant().minusSeconds(60)),
                        Optional.empty(),
                        100);
        assertEquals(
                List.of("late"),
                operations.search().failed(recent, Optional.of("BILLING_DOWN")).stream()
                        .map(TaskItem::id)
                        .toList());
        assertEquals(
                List.of("other", "late", "abandoned"),
                operations.search().failed(recent, Optional.empty()).stream()
                        .map(TaskItem::id)
                        .toList());
        assertEquals(4, operations.search().failed(ANY, Optional.empty()).size());
    }

    @Test
    void manyFailedTasksAreFoundPageByPage() {
        for (int i = 0; i < 250; i++) {
            failed("t%03d".formatted(i), "X");
        }
        TaskQuery most = TaskQuery.newest(240);
        List<TaskItem> found = operations.search().failed(most, Optional.empty());
        assertEquals(240, found.size());
        assertEquals(240, found.stream().map(TaskItem::id).distinct().count());
    }
}

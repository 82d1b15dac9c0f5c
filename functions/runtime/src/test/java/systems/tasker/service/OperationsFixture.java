package systems.tasker.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import systems.tasker.engine.ExecutionName;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.json.JsonText;
import systems.tasker.service.Workflow.WorkflowStep;
import systems.tasker.store.Failure;
import systems.tasker.store.InMemoryTaskStore;
import systems.tasker.store.StepItem;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskQuery;
import systems.tasker.testing.MutableClock;

/** Tasks of one workflow on a store, and what a test does to them. */
abstract class OperationsFixture {
    static final TaskQuery ANY = TaskQuery.newest(100);

    final InMemoryTaskStore store = new InMemoryTaskStore();
    final RecordingEngine engine = new RecordingEngine();
    final MutableClock clock = new MutableClock();

    /** a, then b and c, then d: b may be skipped. */
    final TaskOperations operations = operations("a", "b", "c", "d");

    TaskOperations operations(String... names) {
        List<WorkflowStep> steps =
                Arrays.stream(names)
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

    TaskItem running(String id) {
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
        engine.start(new ExecutionName("tests", "w", id), JsonText.EMPTY_OBJECT);
        return task;
    }

    TaskItem failed(String id, String code) {
        TaskItem task = running(id);
        TaskItem failed = task.failed(Failure.last("TaskFailed", code, "no"), clock.instant());
        assertTrue(store.put(failed));
        engine.executions.put(id, ExecutionStatus.FAILED);
        return failed;
    }

    StepItem claimed(TaskItem task, String step) {
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

    void complete(TaskItem task, String step) {
        assertTrue(store.put(claimed(task, step).completed(new JsonText("1"), clock.instant())));
    }

    StepItem step(TaskItem task, String name) {
        return store.read(task.id(), List.of(name)).stepOrUnclaimed(name, clock.instant());
    }

    static Refusal refused(Refusal.Reason reason, Runnable action) {
        Refusal refusal = assertThrows(Refusal.class, action::run);
        assertEquals(reason, refusal.reason(), refusal.getMessage());
        return refusal;
    }

    static List<String> names(List<StepItem> steps) {
        return steps.stream().map(StepItem::name).toList();
    }

    static List<String> trail(StepItem step) {
        return step.transitions().entries().stream()
                .map(entry -> entry.from() + ">" + entry.to())
                .toList();
    }
}

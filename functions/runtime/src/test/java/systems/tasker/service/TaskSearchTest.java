package systems.tasker.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskQuery;
import systems.tasker.store.TaskStatus;

class TaskSearchTest extends OperationsFixture {
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

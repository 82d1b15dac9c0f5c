package systems.tasker.local.faults;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import systems.tasker.store.AuditTrail;
import systems.tasker.store.ForwardingTaskStore;
import systems.tasker.store.GateItem;
import systems.tasker.store.StepItem;
import systems.tasker.store.StepStatus;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskStatus;
import systems.tasker.store.TaskStore;

/** Bugs that fault injection must find; a harness that finds none of them proves nothing. */
final class PlantedBugsTest {
    private static final long SEED = 20_260_101;

    @TempDir private Path folder = Path.of("");

    private void mustBeFound(String finding, Workload workload, UnaryOperator<TaskStore> planted) {
        Sweep sweep = new Sweep(folder, workload, planted, SEED);
        AssertionError found = assertThrows(AssertionError.class, sweep::everySingleFault);
        assertTrue(String.valueOf(found.getMessage()).contains(finding), found::getMessage);
    }

    @Test
    void aHandlerWithoutTheIdempotencyKey() {
        mustBeFound(
                "Calls with other keys than a step's",
                Workload.theN(KeylessStep.class.getName()),
                real -> real);
    }

    @Test
    void aClaimThatIsLostAndTakenForWon() {
        mustBeFound(
                "calls of step",
                Workload.theN(),
                real ->
                        new ForwardingTaskStore(real) {
                            @Override
                            public boolean put(StepItem item) {
                                return super.put(item) || item.status() == StepStatus.IN_PROGRESS;
                            }
                        });
    }

    @Test
    void aLateResultThatOverwritesAnother() {
        mustBeFound(
                "Results committed of step",
                Workload.theN(),
                real ->
                        new ForwardingTaskStore(real) {
                            @Override
                            public boolean put(StepItem item) {
                                return super.put(item)
                                        || (item.status() == StepStatus.COMPLETE
                                                && super.put(onTopOf(stored(item), item)));
                            }

                            private StepItem stored(StepItem item) {
                                return super.read(item.taskId(), List.of(item.name()))
                                        .step(item.name())
                                        .orElseThrow();
                            }
                        });
    }

    private static StepItem onTopOf(StepItem stored, StepItem item) {
        return with(stored.transitions(), stored.revision() + 1, item);
    }

    private static StepItem with(AuditTrail trail, long revision, StepItem item) {
        return new StepItem(
                item.taskId(),
                item.name(),
                item.status(),
                item.run(),
                item.attempts(),
                item.tries(),
                item.deaths(),
                item.generation(),
                item.claim(),
                item.claimedUntil(),
                item.startedAt(),
                item.updatedAt(),
                item.completedAt(),
                item.results(),
                item.failure(),
                trail,
                revision);
    }

    @Test
    void anAuditTrailThatLosesWhatFailed() {
        mustBeFound(
                "AuditTrail",
                Workload.theN(),
                real ->
                        new ForwardingTaskStore(real) {
                            @Override
                            public boolean put(StepItem item) {
                                boolean failed =
                                        item.transitions().entries().stream()
                                                .anyMatch(entry -> entry.to().equals("error"));
                                return super.put(
                                        failed
                                                ? with(AuditTrail.EMPTY, item.revision(), item)
                                                : item);
                            }
                        });
    }

    @Test
    void aTaskWhoseErrorIsNeverWritten() {
        mustBeFound(
                "Still not complete",
                Workload.theN(),
                real ->
                        new ForwardingTaskStore(real) {
                            @Override
                            public boolean put(TaskItem item) {
                                return item.status() == TaskStatus.ERROR || super.put(item);
                            }
                        });
    }

    @Test
    void aNotificationOfAGateThatNeverArrives() {
        mustBeFound(
                "Still not complete",
                Workload.theN(),
                real ->
                        new ForwardingTaskStore(real) {
                            @Override
                            public GateItem gateEnded(
                                    String taskId, int run, String gate, String step) {
                                return GateItem.unknown(taskId, run, gate);
                            }
                        });
    }
}

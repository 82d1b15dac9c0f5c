package systems.tasker.local.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import systems.tasker.service.TaskView;
import systems.tasker.store.AuditTrail;
import systems.tasker.store.StepItem;
import systems.tasker.store.StepStatus;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskStatus;
import systems.tasker.store.Transition;

/** Nothing lost, nothing done twice: what holds whenever nothing moves, whatever went wrong. */
final class Invariants {
    private Invariants() {}

    static void hold(Evidence evidence) {
        noThreadHasEndedInABug(evidence);
        everyCompleteStepHasExactlyOneCommittedResult(evidence);
        completionIsInTheTrailOnce(evidence.view());
        callsAreAtMostClaimsAndEffectsAreOnce(evidence.view(), evidence.effects());
        noTaskIsStuckWithoutBeingFound(evidence.view(), evidence.stuck());
        trailsAreLegalPaths(evidence.view());
    }

    static void holdOfACompleteTask(Evidence evidence) {
        hold(evidence);
        assertEquals(TaskStatus.COMPLETE, evidence.view().task().status());
        for (StepItem step : evidence.view().steps()) {
            assertEquals(StepStatus.COMPLETE, step.status(), step.name());
        }
    }

    static void noThreadHasEndedInABug(Evidence evidence) {
        assertEquals(List.of(), evidence.uncaught());
    }

    static void everyCompleteStepHasExactlyOneCommittedResult(Evidence evidence) {
        for (StepItem step : evidence.view().steps()) {
            assertEquals(
                    step.status() == StepStatus.COMPLETE
                            ? List.of(Objects.requireNonNull(step.results()))
                            : List.of(),
                    evidence.commits().of(step.name()),
                    () -> "Results committed of step " + step.name());
        }
    }

    static void completionIsInTheTrailOnce(TaskView view) {
        for (StepItem step : view.steps()) {
            assertEquals(
                    step.status() == StepStatus.COMPLETE ? 1 : 0,
                    step.transitions().entries().stream()
                            .filter(entry -> entry.to().equals(StepStatus.COMPLETE.wireName()))
                            .count(),
                    () -> "Completions in the trail of step " + step.name());
        }
    }

    /** Every step of a trial has one effect. */
    static void callsAreAtMostClaimsAndEffectsAreOnce(TaskView view, Effects effects) {
        List<String> keys =
                view.steps().stream()
                        .map(step -> step.taskId() + "/" + step.name() + "/1")
                        .toList();
        assertTrue(
                keys.containsAll(effects.calls().sequencedKeySet()),
                () -> "Calls with other keys than a step's: " + effects.calls());
        for (StepItem step : view.steps()) {
            String key = step.taskId() + "/" + step.name() + "/1";
            int calls = effects.calls().getOrDefault(key, 0);
            int had = effects.effects().getOrDefault(key, 0);
            assertTrue(
                    calls <= step.attempts(),
                    () -> calls + " calls of step " + step.name() + ", claims " + step.attempts());
            assertTrue(had <= 1, () -> had + " effects of step " + step.name());
            assertTrue(
                    had == 1 || step.status() != StepStatus.COMPLETE,
                    () -> "Step " + step.name() + " is complete without its effect");
        }
    }

    static void noTaskIsStuckWithoutBeingFound(TaskView view, List<TaskItem> stuck) {
        boolean found = stuck.stream().anyMatch(task -> task.id().equals(view.task().id()));
        assertEquals(
                view.task().status() == TaskStatus.IN_PROGRESS,
                found,
                () -> view.task().status() + ", at rest; execution " + view.execution());
    }

    static void trailsAreLegalPaths(TaskView view) {
        TaskItem task = view.task();
        mustBePath("task", task.transitions(), task.status().wireName());
        for (Transition entry : task.transitions().entries()) {
            assertTrue(
                    entry.from() == null
                            || TaskStatus.of(entry.from()).mayBecome(TaskStatus.of(entry.to())),
                    entry::toString);
        }
        for (StepItem step : view.steps()) {
            if (step.revision() == 0) {
                continue;
            }
            mustBePath(step.name(), step.transitions(), step.status().wireName());
            for (Transition entry : step.transitions().entries()) {
                StepStatus from =
                        entry.from() == null ? StepStatus.PENDING : StepStatus.of(entry.from());
                assertTrue(from.mayBecome(StepStatus.of(entry.to())), entry::toString);
            }
            assertEquals(
                    step.attempts(),
                    step.transitions().entries().stream()
                            .filter(entry -> entry.to().equals(StepStatus.IN_PROGRESS.wireName()))
                            .count(),
                    () -> "Claims in the trail of step " + step.name());
        }
    }

    /** Each entry goes on where the one before it ended, in time and in the count of attempts. */
    private static void mustBePath(String what, AuditTrail trail, String end) {
        assertEquals(0, trail.folded(), what);
        @Nullable Transition before = null;
        for (Transition entry : trail.entries()) {
            assertEquals(before == null ? null : before.to(), entry.from(), () -> what + trail);
            if (before != null) {
                int further = entry.attempt() - before.attempt();
                boolean claims = entry.to().equals(StepStatus.IN_PROGRESS.wireName());
                assertEquals(claims ? 1 : 0, further, () -> what + trail);
                assertTrue(!entry.at().isBefore(before.at()), () -> what + trail);
            }
            before = entry;
        }
        assertEquals(end, before == null ? null : before.to(), () -> what + trail);
    }
}

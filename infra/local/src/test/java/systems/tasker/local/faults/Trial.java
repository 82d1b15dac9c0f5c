package systems.tasker.local.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import systems.tasker.local.store.Executions;
import systems.tasker.service.Identity;
import systems.tasker.service.Refusal;
import systems.tasker.service.TaskService;
import systems.tasker.service.TaskView;
import systems.tasker.store.StoreUnavailable;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskQuery;
import systems.tasker.store.TaskStatus;
import systems.tasker.store.TaskStore;

/**
 * A task under one schedule, from its creation until it is complete: by as many processes as it
 * takes, and an operator who retries what has failed or was found stuck.
 */
final class Trial {
    private static final TaskQuery ANY = TaskQuery.newest(2);

    private static final int ROUNDS = 10;

    /** A minute apart: more than two outages, one after the other, can last. */
    private static final int REQUESTS = 100;

    private final Path store;
    private final Workload workload;
    private final UnaryOperator<TaskStore> planted;
    private final Surroundings surroundings;
    private final TaskService.NewTask request;
    private final Points points;
    private final SplittableRandom random;
    private final SharedClock clock = new SharedClock();
    private final CommitLog commits = new CommitLog();
    private final List<WorkerProcess> processes = new ArrayList<>();
    private @Nullable String taskId;

    /**
     * A trial in a new file.
     *
     * @param planted a bug in front of the store, or the store as it is
     */
    Trial(Path store, Workload workload, Schedule schedule, UnaryOperator<TaskStore> planted) {
        this.store = store;
        this.workload = workload;
        this.planted = planted;
        this.surroundings = workload.surroundings().get();
        this.points = new Points(schedule);
        this.random = new SplittableRandom(schedule.seed());
        this.request =
                new TaskService.NewTask(
                        workload.deployment().workflow().namespace(),
                        workload.deployment().workflow().name(),
                        workload.context().get(),
                        Identity.key("trial-" + store.getFileName()),
                        List.of());
    }

    /**
     * What came of a trial in which all invariants held.
     *
     * @param runs of the task until it was complete
     */
    record Result(List<Points.Point> points, List<String> struck, int runs) {}

    /** Runs it to its end. */
    Result run() {
        WorkerProcess process = started();
        try {
            return toItsEnd(process);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("With " + points.struck() + ": " + e.getMessage(), e);
        } finally {
            processes.forEach(WorkerProcess::drop);
        }
    }

    private Result toItsEnd(WorkerProcess first) {
        WorkerProcess process = first;
        for (int round = 0; round < ROUNDS; round++) {
            WorkerProcess acting = process;
            acting.heal();
            var _ = acting.run(tasks -> operate(tasks, acting));
            if (acting.stopped()) {
                clock.advance(Executions.LEASE.plusSeconds(1));
                process = started();
            }
            Optional<TaskView> view = process.look(this::view);
            List<TaskItem> stuck = process.look(Trial::stuck);
            view.ifPresent(seen -> Invariants.hold(evidence(seen, stuck)));
            if (view.filter(seen -> has(seen, TaskStatus.COMPLETE)).isPresent()) {
                return complete(process);
            }
            if (view.filter(seen -> has(seen, TaskStatus.ERROR)).isPresent()) {
                surroundings.repair();
            }
        }
        throw new AssertionError("Still not complete: " + process.look(this::view));
    }

    private static boolean has(TaskView view, TaskStatus status) {
        return view.task().status() == status;
    }

    /** What stood still goes on now, too late. */
    private Result complete(WorkerProcess process) {
        List.copyOf(processes).forEach(WorkerProcess::goOnIfPaused);
        TaskView view = process.look(this::view).orElseThrow();
        Invariants.holdOfACompleteTask(evidence(view, List.of()));
        return new Result(points.passed(), points.struck(), view.task().run());
    }

    private WorkerProcess started() {
        WorkerProcess process =
                new WorkerProcess(
                        store,
                        workload,
                        surroundings,
                        clock,
                        points,
                        random,
                        real -> planted.apply(commits.noting(real)));
        processes.add(process);
        return process;
    }

    /** What the command for stuck tasks finds. */
    private static List<TaskItem> stuck(TaskService tasks) {
        return tasks.operations().search().stuck(ANY, Duration.ZERO);
    }

    private Evidence evidence(TaskView view, List<TaskItem> stuck) {
        return new Evidence(
                view,
                stuck,
                surroundings.effects(view.task().id()),
                commits,
                processes.stream().flatMap(process -> process.uncaught().stream()).toList());
    }

    /** The task, once there is one; never are there two, since all requests have one identity. */
    private Optional<TaskView> view(TaskService tasks) {
        List<TaskItem> found = tasks.list(ANY);
        if (found.size() > 1) {
            throw new AssertionError("Two tasks of one identity");
        }
        return found.stream().findFirst().map(task -> tasks.show(task.id()));
    }

    /** Asks, as often as it takes to be answered, for the task or, where that is known, a retry. */
    private boolean operate(TaskService tasks, WorkerProcess process) {
        for (int i = 0; i < REQUESTS; i++) {
            try {
                if (taskId == null) {
                    taskId = tasks.create(request).task().id();
                } else {
                    var _ = tasks.operations().retry(taskId);
                }
                return true;
            } catch (StoreUnavailable e) {
                process.scheduler().sleep(Duration.ofMinutes(1));
            } catch (Refusal e) {
                if (e.reason() != Refusal.Reason.WRONG_STATE) {
                    throw e;
                }
                return true; // what was asked for before, and the answer was lost
            }
        }
        throw new AssertionError("The operator was never answered");
    }
}

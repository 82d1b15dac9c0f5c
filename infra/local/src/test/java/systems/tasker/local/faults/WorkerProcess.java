package systems.tasker.local.faults;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import systems.tasker.local.stack.InterposedStack;
import systems.tasker.service.TaskService;
import systems.tasker.store.TaskStore;

/** A process with a stack in it, which can stop at any point for good, or for a while. */
final class WorkerProcess {
    private final TurnScheduler scheduler;
    private final Boundary boundary;
    private final InterposedStack stack;

    WorkerProcess(
            Path store,
            Workload workload,
            Surroundings surroundings,
            SharedClock clock,
            Points points,
            SplittableRandom random,
            UnaryOperator<TaskStore> innermost) {
        this.scheduler = new TurnScheduler(clock, random.split());
        this.boundary = new Boundary(points, scheduler, random.split());
        SplittableRandom jitter = random.split();
        this.stack =
                InterposedStack.open(
                        new InterposedStack.Surroundings(
                                store,
                                clock,
                                scheduler,
                                jitter::nextDouble,
                                surroundings.directory(),
                                line -> surroundings.logged(line, boundary)),
                        workload.deployment(),
                        new Interposed(boundary, surroundings, scheduler, innermost));
    }

    /**
     * Does something with tasks, and lets all that comes of it come to rest.
     *
     * @return what it gave; empty where the process stopped before
     */
    <T> Optional<T> run(Function<TaskService, T> body) {
        AtomicReference<T> result = new AtomicReference<>();
        scheduler.fork("operator", () -> result.set(body.apply(stack.tasks())));
        scheduler.awaitRest();
        return Optional.ofNullable(result.get());
    }

    /** Likewise, while nothing goes wrong and nothing is counted. */
    <T> T look(Function<TaskService, T> body) {
        boundary.shut();
        T seen = run(body).orElseThrow(() -> new AssertionError(uncaught().toString()));
        boundary.open();
        return seen;
    }

    TurnScheduler scheduler() {
        return scheduler;
    }

    boolean stopped() {
        return scheduler.halted();
    }

    /** Goes on where it stands still, if it does so for a while only. */
    void goOnIfPaused() {
        if (boundary.paused()) {
            scheduler.thaw();
            scheduler.awaitRest();
        }
    }

    /** Ends all outages. */
    void heal() {
        boundary.heal();
    }

    List<Throwable> uncaught() {
        return scheduler.uncaught();
    }

    /** Takes from the process what the system takes from one that is gone. */
    void drop() {
        stack.drop();
    }
}

package systems.tasker.protocol.explorer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import systems.tasker.engine.ExecutionInput;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.json.JsonText;
import systems.tasker.store.InMemoryTaskStore;
import systems.tasker.store.Snapshot;
import systems.tasker.store.StepItem;
import systems.tasker.store.StepStatus;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskStatus;

/**
 * A moment of a scenario: the store, the machine with its invocations, what may go wrong from here
 * on, and whether something has happened too early.
 */
final class World {
    static final String TASK = "task";
    static final String NAMESPACE = "tests";
    static final String WORKFLOW = "example";

    private static final Instant START = Instant.parse("2026-11-25T10:00:00Z");
    private static final int GATE_TIMEOUT_SECONDS = 3600;

    private final Scenario scenario;
    private final InMemoryTaskStore store;
    private final Machine machine;
    private final Set<String> crashed;
    private final List<String> early = new ArrayList<>();
    private Chances left;
    private Instant now;

    /** The beginning. */
    World(Scenario scenario) {
        this.scenario = scenario;
        this.store = new InMemoryTaskStore();
        this.machine = new Machine(scenario);
        this.crashed = new TreeSet<>();
        this.left = scenario.chances();
        this.now = START;
        store.put(
                TaskItem.created(
                        TASK,
                        NAMESPACE,
                        WORKFLOW,
                        "1.0.0",
                        "correlation",
                        "fingerprint",
                        JsonText.EMPTY_OBJECT,
                        List.copyOf(scenario.steps()),
                        now));
        machine.begin(1);
    }

    private World(World other) {
        this.scenario = other.scenario;
        this.store = other.store.copy();
        this.machine = other.machine.copy();
        this.crashed = new TreeSet<>(other.crashed);
        this.left = other.left;
        this.now = other.now;
    }

    /** What can happen next, each in a world of its own. */
    record Next(String what, World world) {}

    /** Stands for all that decides how it goes on. */
    Fingerprint fingerprint() {
        Fingerprint.Writer writer = new Fingerprint.Writer(now);
        writer.snapshot(store.readAll(TASK));
        store.gates(TASK).forEach(writer::gate);
        machine.strands().forEach(writer::strand);
        machine.invocations().forEach(writer::invocation);
        return writer.part(crashed).part(machine.executions()).part(left).fingerprint();
    }

    Scenario scenario() {
        return scenario;
    }

    InMemoryTaskStore store() {
        return store;
    }

    Instant now() {
        return now;
    }

    /** What has begun or opened before its time, in the move that led here. */
    List<String> early() {
        return early;
    }

    /** What may happen next, in whatever order; empty at an end. */
    List<Next> next() {
        List<Next> next = new ArrayList<>();
        for (Invocation invocation : machine.invocations()) {
            next.add(after(invocation.id(), world -> world.step(invocation, false)));
            if (invocation.heard() && mayDie(invocation.state())) {
                next.add(after(invocation.id() + " dies", world -> world.step(invocation, true)));
            }
            if (left.duplicates() > 0
                    && invocation.heard()
                    && invocation.kind() != Invocation.Kind.OPERATOR
                    && invocation.calls().isEmpty()) {
                next.add(after(invocation.id() + " twice", world -> world.duplicate(invocation)));
            }
        }
        for (Strand strand : machine.strands()) {
            if (strand.until() != null) {
                next.add(after(strand.key() + " has waited", world -> world.elapse(strand)));
            }
            if (strand.token() != null && left.timeOuts() > 0) {
                next.add(after(strand.key() + " times out", world -> world.timeOut(strand)));
            }
        }
        if (left.stops() > 0 && machine.executions().getLast() == ExecutionStatus.RUNNING) {
            next.add(after("stop", World::stop));
        }
        if (left.resumes() > 0 && machine.executions().getLast() == ExecutionStatus.FAILED) {
            next.add(after("resume", World::resume));
        }
        return next;
    }

    private boolean mayDie(String state) {
        return left.crashing().contains(state) && !crashed.contains(state);
    }

    private Next after(String what, Consumer<World> move) {
        World world = new World(this);
        move.accept(world);
        return new Next(what, world);
    }

    /** Whether nothing happens any more unless a gate's time-out comes. */
    boolean isQuiet() {
        return machine.invocations().isEmpty()
                && machine.strands().stream().allMatch(strand -> strand.until() == null);
    }

    /** The strands that wait at gates. */
    List<Strand> gated() {
        return machine.strands().stream().filter(strand -> strand.token() != null).toList();
    }

    /** Whether all that a strand's gate waits for has ended, so that it should be open. */
    boolean isDue(Strand strand) {
        Snapshot found = store.readAll(TASK);
        return machine.place(strand) instanceof Place.OfGate gate
                && gate.waitsFor().stream()
                        .allMatch(
                                name ->
                                        found.step(name)
                                                .filter(step -> step.hasEnded(strand.run()))
                                                .isPresent());
    }

    /** The time-out of a gate that nothing else would open. */
    Next forced(Strand strand) {
        return after(
                strand.key() + " times out at last",
                world -> {
                    world.now = world.now.plusSeconds(GATE_TIMEOUT_SECONDS);
                    world.machine.invoke(strand.retrying().late());
                });
    }

    /** What is wrong at an end; null where nothing is. */
    @Nullable String wrong() {
        Snapshot found = store.readAll(TASK);
        TaskItem task = store.task(TASK).orElseThrow();
        boolean complete = true;
        for (String name : scenario.steps()) {
            StepItem step = found.step(name).orElse(null);
            if (step == null || !step.hasEnded(task.run())) {
                return "step " + name + " has not ended";
            }
            complete &= step.status().satisfied();
            if (step.status() == StepStatus.BLOCKED
                    && scenario.dependenciesOf(name).stream().allMatch(this::isSatisfied)) {
                return "step " + name + " is blocked by nothing";
            }
        }
        TaskStatus expected = complete ? TaskStatus.COMPLETE : TaskStatus.ERROR;
        return task.status() == expected ? null : "the task is " + task.status();
    }

    private boolean isSatisfied(String step) {
        return store.readAll(TASK).step(step).filter(item -> item.status().satisfied()).isPresent();
    }

    /** An invocation makes its next call, after which it may die. */
    private void step(Invocation invocation, boolean dies) {
        Ports ports = new Ports(this, invocation);
        Functions.End end = Functions.run(invocation, ports, scenario);
        if (dies) {
            crashed.add(invocation.state());
            end = Functions.End.DEATH;
        }
        if (end == null) {
            machine.put(invocation.called(ports.call()));
            return;
        }
        machine.remove(invocation);
        machine.react(invocation, end, now);
    }

    private void duplicate(Invocation invocation) {
        left = left.withDuplicates(left.duplicates() - 1);
        machine.put(invocation.again());
    }

    private void elapse(Strand strand) {
        Instant until = strand.until();
        if (until != null && now.isBefore(until)) {
            now = until;
        }
        machine.invoke(strand.waiting(now));
    }

    private void timeOut(Strand strand) {
        left = left.withTimeOuts(left.timeOuts() - 1);
        now = now.plusSeconds(GATE_TIMEOUT_SECONDS);
        machine.invoke(strand.retrying());
    }

    /** The execution ends, its functions do not; somebody resumes the task. */
    private void stop() {
        left = left.withStops(left.stops() - 1);
        machine.stop();
        machine.operate();
    }

    private void resume() {
        left = left.withResumes(left.resumes() - 1);
        machine.operate();
    }

    /** A step was written: whoever claims it must find its dependencies satisfied. */
    void written(StepItem item) {
        if (item.status() == StepStatus.IN_PROGRESS
                && !scenario.dependenciesOf(item.name()).stream().allMatch(this::isSatisfied)) {
            early.add("step " + item.name() + " begins too early");
        }
    }

    /** A token was answered: a state that waits with it goes on, else nothing happens. */
    void answered(String token) {
        for (Strand strand : machine.strands()) {
            if (token.equals(strand.token())) {
                if (!isDue(strand)) {
                    early.add("the gate of " + strand.key() + " opens too early");
                }
                machine.go(strand.next());
            }
        }
    }

    void started(String execution, JsonText input) {
        if (describe(execution).isEmpty()) {
            machine.begin(ExecutionInput.of(input.object()).run());
        }
    }

    Optional<ExecutionStatus> describe(String execution) {
        return machine.describe(execution);
    }
}

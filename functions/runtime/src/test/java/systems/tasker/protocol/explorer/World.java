package systems.tasker.protocol.explorer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import systems.tasker.engine.ExecutionInput;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.json.Json;
import systems.tasker.json.JsonObject;
import systems.tasker.json.JsonText;
import systems.tasker.store.InMemoryTaskStore;
import systems.tasker.store.Snapshot;
import systems.tasker.store.StepItem;
import systems.tasker.store.StepStatus;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskStatus;

/**
 * A moment of a scenario: the store, the invocations under way, and where the executions stand. The
 * machine is modelled as the emitter writes it; what functions do is theirs.
 */
final class World {
    static final String TASK = "task";
    static final String NAMESPACE = "tests";
    static final String WORKFLOW = "example";

    private static final Instant START = Instant.parse("2026-11-25T10:00:00Z");
    private static final int GATE_TIMEOUT_SECONDS = 3600;
    private static final Pattern RETRY_AFTER = Pattern.compile("retry after ([0-9]+) s");
    private static final String ERRORS = "systems.tasker.";
    private static final Set<String> NEVER_RETRIED =
            Set.of(ERRORS + "PermanentError", ERRORS + "RetriesExhausted");
    private static final Set<String> LET_BY = Set.of(ERRORS + "Blocked", ERRORS + "Superseded");

    private final Scenario scenario;
    private final InMemoryTaskStore store;
    private final TreeMap<String, Strand> strands;
    private final TreeMap<String, Invocation> invocations;
    private final Set<String> crashed;
    private final SequencedMap<String, ExecutionStatus> executions;
    private final List<String> early = new ArrayList<>();
    private Chances left;
    private Instant now;

    /** The beginning. */
    World(Scenario scenario) {
        this.scenario = scenario;
        this.store = new InMemoryTaskStore();
        this.strands = new TreeMap<>();
        this.invocations = new TreeMap<>();
        this.crashed = new TreeSet<>();
        this.executions = new LinkedHashMap<>();
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
        begin(1);
    }

    private World(World other) {
        this.scenario = other.scenario;
        this.store = other.store.copy();
        this.strands = new TreeMap<>(other.strands);
        this.invocations = new TreeMap<>(other.invocations);
        this.crashed = new TreeSet<>(other.crashed);
        this.executions = new LinkedHashMap<>(other.executions);
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
        strands.values().forEach(writer::strand);
        invocations.values().forEach(writer::invocation);
        return writer.part(crashed).part(executions.values()).part(left).fingerprint();
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
        for (Invocation invocation : invocations.values()) {
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
        for (Strand strand : strands.values()) {
            if (strand.until() != null) {
                next.add(after(strand.key() + " has waited", world -> world.elapse(strand)));
            }
            if (strand.token() != null && left.timeOuts() > 0) {
                next.add(after(strand.key() + " times out", world -> world.timeOut(strand)));
            }
        }
        if (left.stops() > 0 && executions.lastEntry().getValue() == ExecutionStatus.RUNNING) {
            next.add(after("stop", World::stop));
        }
        if (left.resumes() > 0 && executions.lastEntry().getValue() == ExecutionStatus.FAILED) {
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
        return invocations.isEmpty()
                && strands.values().stream().allMatch(strand -> strand.until() == null);
    }

    /** The strands that wait at gates. */
    List<Strand> gated() {
        return strands.values().stream().filter(strand -> strand.token() != null).toList();
    }

    /** Whether all that a strand's gate waits for has ended, so that it should be open. */
    boolean isDue(Strand strand) {
        Snapshot found = store.readAll(TASK);
        return place(strand) instanceof Place.OfGate gate
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
                    world.invoke(strand.retrying().late());
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

    private void begin(int run) {
        executions.put(execution(run), ExecutionStatus.RUNNING);
        for (int branch = 0; branch < scenario.branches().size(); branch++) {
            invoke(Strand.at(run, branch));
        }
    }

    private static String execution(int run) {
        return run == 1 ? TASK : TASK + "-" + run;
    }

    private @Nullable Place place(Strand strand) {
        if (strand.branch() == Strand.FINALIZE) {
            return null;
        }
        List<Place> branch = scenario.branches().get(strand.branch());
        return strand.place() < branch.size() ? branch.get(strand.place()) : null;
    }

    /** Invokes the function of the state that a strand is at. */
    private void invoke(Strand at) {
        Place place = place(at);
        String id = at.key() + "#" + (at.visits() + 1);
        SequencedMap<String, @Nullable Object> payload = payload(at);
        payload.put("retry_count", scenario.healing() ? at.retries() : 0);
        Invocation.Kind kind;
        String state;
        String token = null;
        switch (place) {
            case Place.OfStep step -> {
                kind = Invocation.Kind.STEP;
                state = step.name();
                payload.put("step", step.name());
                payload.put("depends_on", step.dependsOn());
                payload.put("retryable", true);
                payload.put("retry_limit", scenario.retryLimit());
                payload.put("gates", step.gates());
            }
            case Place.OfGate gate -> {
                kind = Invocation.Kind.GATE;
                state = "gate: " + gate.name();
                token = id;
                payload.put("gate", gate.name());
                payload.put("waits_for", gate.waitsFor());
                payload.put("token", token);
            }
            case null -> {
                kind = Invocation.Kind.FINALIZE;
                state = "Finalize";
                payload.put("steps", List.copyOf(scenario.steps()));
            }
        }
        add(at.invoking(token), id, kind, state, payload);
    }

    private void record(Strand at, Functions.End end) {
        if (!(place(at) instanceof Place.OfStep step)) {
            throw new IllegalStateException("Nothing to record");
        }
        SequencedMap<String, @Nullable Object> payload = payload(at);
        payload.put("step", step.name());
        payload.put("error", end.error());
        payload.put("cause", end.message());
        payload.put("gates", step.gates());
        add(
                at.invoking(null),
                at.key() + "#" + (at.visits() + 1),
                Invocation.Kind.RECORDER,
                "failed: " + step.name(),
                payload);
    }

    private static SequencedMap<String, @Nullable Object> payload(Strand at) {
        SequencedMap<String, @Nullable Object> payload = new LinkedHashMap<>();
        payload.put("v", 1);
        payload.put("execution", execution(at.run()));
        payload.put("input", new ExecutionInput(TASK, at.run(), "correlation").json().value());
        return payload;
    }

    private void add(
            Strand strand,
            String id,
            Invocation.Kind kind,
            String state,
            SequencedMap<String, @Nullable Object> payload) {
        strands.put(strand.key(), strand);
        invocations.put(
                id, new Invocation(id, kind, state, strand, Json.write(payload), true, List.of()));
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
            invocations.put(invocation.id(), invocation.called(ports.call()));
            return;
        }
        invocations.remove(invocation.id());
        if (invocation.heard()
                && invocation.strand().equals(strands.get(invocation.strand().key()))) {
            react(invocation, end);
        }
    }

    /** What the machine does, as the retriers and catchers of the emitter say. */
    private void react(Invocation invocation, Functions.End end) {
        Strand strand = invocation.strand();
        boolean failed = end.error() != null;
        switch (invocation.kind()) {
            case STEP -> afterStep(strand, end);
            case RECORDER -> {
                if (failed && !LET_BY.contains(end.error())) {
                    record(strand.retrying(), recorded(invocation));
                } else {
                    go(strand.next());
                }
            }
            case GATE -> {
                if (failed && LET_BY.contains(end.error())) {
                    go(strand.next());
                } else if (failed) {
                    invoke(strand.retrying());
                }
            }
            case FINALIZE -> {
                boolean retried =
                        failed
                                && (end.equals(Functions.End.DEATH)
                                        || (ERRORS + "RetryableError").equals(end.error()));
                if (retried) {
                    invoke(strand.retrying());
                } else {
                    strands.clear();
                    executions.put(
                            execution(strand.run()),
                            failed ? ExecutionStatus.FAILED : ExecutionStatus.SUCCEEDED);
                }
            }
            case OPERATOR -> {}
        }
    }

    /** What the recorder was sent, to be sent again. */
    private static Functions.End recorded(Invocation invocation) {
        JsonObject payload = JsonObject.of(Json.parse(invocation.payload()));
        return new Functions.End(
                payload.text("error").orElseThrow(), payload.text("cause").orElseThrow());
    }

    private void afterStep(Strand strand, Functions.End end) {
        String error = end.error();
        if (error == null || LET_BY.contains(error)) {
            go(strand.next());
        } else if (error.equals(ERRORS + "RetryAfter")) {
            Matcher seconds = RETRY_AFTER.matcher(end.message());
            if (!seconds.find()) {
                throw new IllegalStateException("No seconds in: " + end.message());
            }
            Instant until = now.plusSeconds(Long.parseLong(seconds.group(1)));
            strands.put(strand.key(), strand.waiting(until));
        } else if (NEVER_RETRIED.contains(error) || strand.retries() >= scenario.retryLimit()) {
            record(strand.recorder(), end);
        } else {
            invoke(strand.retrying());
        }
    }

    private void go(Strand to) {
        if (place(to) != null) {
            invoke(to);
            return;
        }
        strands.put(to.key(), to);
        boolean joined =
                strands.values().stream()
                        .filter(strand -> strand.run() == to.run())
                        .allMatch(strand -> place(strand) == null);
        if (joined) {
            strands.clear();
            invoke(Strand.at(to.run(), Strand.FINALIZE));
        }
    }

    private void duplicate(Invocation invocation) {
        left = left.withDuplicates(left.duplicates() - 1);
        Invocation again = invocation.again();
        invocations.put(again.id(), again);
    }

    private void elapse(Strand strand) {
        Instant until = strand.until();
        if (until != null && now.isBefore(until)) {
            now = until;
        }
        invoke(strand.waiting(now));
    }

    private void timeOut(Strand strand) {
        left = left.withTimeOuts(left.timeOuts() - 1);
        now = now.plusSeconds(GATE_TIMEOUT_SECONDS);
        invoke(strand.retrying());
    }

    /** The execution ends, its functions do not; somebody resumes the task. */
    private void stop() {
        left = left.withStops(left.stops() - 1);
        executions.replace(executions.lastEntry().getKey(), ExecutionStatus.ABORTED);
        strands.clear();
        operate();
    }

    private void resume() {
        left = left.withResumes(left.resumes() - 1);
        operate();
    }

    private void operate() {
        String id = "operator " + executions.size();
        invocations.put(
                id,
                new Invocation(
                        id,
                        Invocation.Kind.OPERATOR,
                        id,
                        Strand.at(executions.size(), Strand.FINALIZE),
                        "",
                        false,
                        List.of()));
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
        for (Strand strand : List.copyOf(strands.values())) {
            if (token.equals(strand.token())) {
                if (!isDue(strand)) {
                    early.add("the gate of " + strand.key() + " opens too early");
                }
                go(strand.next());
            }
        }
    }

    void started(String execution, JsonText input) {
        if (!executions.containsKey(execution)) {
            begin(ExecutionInput.of(input.object()).run());
        }
    }

    Optional<ExecutionStatus> describe(String execution) {
        return Optional.ofNullable(executions.get(execution));
    }
}

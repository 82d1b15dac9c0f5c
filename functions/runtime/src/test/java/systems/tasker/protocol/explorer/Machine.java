package systems.tasker.protocol.explorer;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import systems.tasker.engine.ExecutionInput;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.json.Json;
import systems.tasker.json.JsonObject;

/**
 * The executions of a task, modelled on what the emitter writes: where each stands in its branches,
 * which function it invokes next with what, and where it goes on after an answer or an error.
 */
final class Machine {
    private static final Pattern RETRY_AFTER = Pattern.compile("retry after ([0-9]+) s");
    private static final String ERRORS = "systems.tasker.";
    private static final Set<String> NEVER_RETRIED =
            Set.of(ERRORS + "PermanentError", ERRORS + "RetriesExhausted");
    private static final Set<String> LET_BY = Set.of(ERRORS + "Blocked", ERRORS + "Superseded");

    private final Scenario scenario;
    private final TreeMap<String, Strand> strands;
    private final TreeMap<String, Invocation> invocations;
    private final SequencedMap<String, ExecutionStatus> executions;

    Machine(Scenario scenario) {
        this.scenario = scenario;
        this.strands = new TreeMap<>();
        this.invocations = new TreeMap<>();
        this.executions = new LinkedHashMap<>();
    }

    private Machine(Machine other) {
        this.scenario = other.scenario;
        this.strands = new TreeMap<>(other.strands);
        this.invocations = new TreeMap<>(other.invocations);
        this.executions = new LinkedHashMap<>(other.executions);
    }

    Machine copy() {
        return new Machine(this);
    }

    /** Where the executions that run stand, in a fixed order. */
    List<Strand> strands() {
        return List.copyOf(strands.values());
    }

    /** What is under way, in a fixed order; also of executions that have ended. */
    List<Invocation> invocations() {
        return List.copyOf(invocations.values());
    }

    /** What became of the executions so far. */
    List<ExecutionStatus> executions() {
        return List.copyOf(executions.values());
    }

    Optional<ExecutionStatus> describe(String execution) {
        return Optional.ofNullable(executions.get(execution));
    }

    void put(Invocation invocation) {
        invocations.put(invocation.id(), invocation);
    }

    void remove(Invocation invocation) {
        invocations.remove(invocation.id());
    }

    /** The execution ends; its functions do not. */
    void stop() {
        executions.replace(executions.lastEntry().getKey(), ExecutionStatus.ABORTED);
        strands.clear();
    }

    /** Somebody resumes the task. */
    void operate() {
        String id = "operator " + executions.size();
        Strand nowhere = Strand.at(executions.size(), Strand.FINALIZE);
        put(new Invocation(id, Invocation.Kind.OPERATOR, id, nowhere, "", false, List.of()));
    }

    /** A run of the task begins. */
    void begin(int run) {
        executions.put(execution(run), ExecutionStatus.RUNNING);
        for (int branch = 0; branch < scenario.branches().size(); branch++) {
            invoke(Strand.at(run, branch));
        }
    }

    private static String execution(int run) {
        return run == 1 ? World.TASK : World.TASK + "-" + run;
    }

    /** The state that a strand is at; null at its end, and for Finalize. */
    @Nullable Place place(Strand strand) {
        if (strand.branch() == Strand.FINALIZE) {
            return null;
        }
        List<Place> branch = scenario.branches().get(strand.branch());
        return strand.place() < branch.size() ? branch.get(strand.place()) : null;
    }

    /** Invokes the function of the state that a strand is at. */
    void invoke(Strand at) {
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
        payload.put(
                "input", new ExecutionInput(World.TASK, at.run(), "correlation").json().value());
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

    /** What the machine does, as the retriers and catchers of the emitter say. */
    void react(Invocation invocation, Functions.End end, Instant now) {
        if (!invocation.heard()
                || !invocation.strand().equals(strands.get(invocation.strand().key()))) {
            return;
        }
        Strand strand = invocation.strand();
        boolean failed = end.error() != null;
        switch (invocation.kind()) {
            case STEP -> afterStep(strand, end, now);
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

    private void afterStep(Strand strand, Functions.End end, Instant now) {
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

    void go(Strand to) {
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
}

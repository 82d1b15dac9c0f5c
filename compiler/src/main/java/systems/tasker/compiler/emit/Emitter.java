package systems.tasker.compiler.emit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import systems.tasker.asl.Branch;
import systems.tasker.asl.Catcher;
import systems.tasker.asl.Jsonata;
import systems.tasker.asl.State;
import systems.tasker.asl.StateMachine;
import systems.tasker.asl.Template;
import systems.tasker.compiler.plan.Plan;
import systems.tasker.compiler.template.StepTemplate;
import systems.tasker.compiler.template.TaskTemplate;

/**
 * Emits the machine that runs a plan.
 *
 * <p>Each step is a Task state. What it throws decides where its execution goes on: after a wait
 * that the service asked for, at the step again; where the step is blocked, at the next state;
 * after anything else, at the recorder ({@code failed: x}), and then at the next state, so that
 * steps which do not depend on it go on. No state passes anything on: all there is to know stands
 * in the store.
 */
public final class Emitter {
    /** Seven days: waits asked for by services included. */
    private static final int MACHINE_TIMEOUT_SECONDS = 7 * 24 * 60 * 60;

    private static final int GATE_TIMEOUT_SECONDS = 60 * 60;

    private static final String LAMBDA = "arn:aws:states:::lambda:invoke";
    private static final String LAMBDA_WITH_TOKEN = LAMBDA + ".waitForTaskToken";
    private static final Template NOTHING = new Template(new LinkedHashMap<String, Object>());

    private final TaskTemplate template;
    private final Functions functions;
    private final Names names;
    private final Payloads payloads;
    private final SequencedMap<String, StepTemplate> steps = new LinkedHashMap<>();

    private Emitter(TaskTemplate template, Plan plan, Functions functions) {
        this.template = template;
        this.functions = functions;
        template.steps().forEach(step -> steps.put(step.name().value(), step));
        this.names = new Names(steps.sequencedKeySet(), plan);
        this.payloads = new Payloads(plan);
    }

    /** The machine and its functions. */
    public static Emission emit(TaskTemplate template, Plan plan) {
        Functions functions = Functions.of(template);
        return new Emission(new Emitter(template, plan, functions).machine(plan), functions);
    }

    /** What {@link #emit} gives. */
    public record Emission(StateMachine machine, Functions functions) {}

    private StateMachine machine(Plan plan) {
        SequencedMap<String, State> states = new LinkedHashMap<>();
        String finalizer = names.free("Finalize");
        String fail = names.free("Fail");
        flow(plan, finalizer, states);
        states.put(finalizer, finalizer(fail));
        states.put(
                fail,
                new State.Fail(
                        null,
                        expression("$states.input.error"),
                        expression("$states.input.cause")));
        return new StateMachine(
                template.namespace() + "/" + template.name() + " " + template.version(),
                MACHINE_TIMEOUT_SECONDS,
                new Branch(names.entry(plan), states));
    }

    /** Adds the states of a plan, after which {@code next} follows; null at the end of a branch. */
    private void flow(Plan plan, @Nullable String next, SequencedMap<String, State> states) {
        switch (plan) {
            case Plan.Step step -> step(step.name(), next, states);
            case Plan.Gate gate -> states.put(names.gate(gate), gate(gate, next));
            case Plan.Sequence sequence -> {
                List<Plan> parts = sequence.parts();
                for (int i = 0; i < parts.size(); i++) {
                    boolean last = i == parts.size() - 1;
                    flow(parts.get(i), last ? next : names.entry(parts.get(i + 1)), states);
                }
            }
            case Plan.Parallel parallel -> {
                List<Branch> branches = new ArrayList<>();
                for (Plan branch : parallel.branches()) {
                    SequencedMap<String, State> inside = new LinkedHashMap<>();
                    flow(branch, null, inside);
                    branches.add(new Branch(names.entry(branch), inside));
                }
                states.put(
                        names.parallel(parallel),
                        new State.Parallel(
                                null,
                                branches,
                                null,
                                List.of(),
                                List.of(),
                                new LinkedHashMap<>(),
                                NOTHING,
                                next));
            }
        }
    }

    /**
     * A step with its wait and its recorder; a catcher needs a state to go to, so a branch an end.
     */
    private void step(String name, @Nullable String next, SequencedMap<String, State> states) {
        StepTemplate step = stepOf(name);
        String wait = names.derived("wait: ", name);
        String failed = names.derived("failed: ", name);
        String after = next == null ? names.derived("end: ", name) : next;
        states.put(
                name,
                new State.Task(
                        step.description().orElse(null),
                        LAMBDA,
                        invocation(functionOf(name), payloads.step(step)),
                        stateTimeout(step.timeoutSeconds()),
                        null,
                        Retries.ofStep(step.retryLimit()),
                        List.of(
                                new Catcher(List.of(Errors.RETRY_AFTER), Inputs.ofWait(), wait),
                                new Catcher(
                                        List.of(Errors.BLOCKED, Errors.SUPERSEDED), NOTHING, after),
                                new Catcher(List.of(Errors.ALL), Inputs.ofError(), failed)),
                        new LinkedHashMap<>(),
                        NOTHING,
                        next));
        states.put(
                wait,
                new State.Wait(
                        null,
                        expression("$states.input.seconds"),
                        null,
                        new LinkedHashMap<>(),
                        NOTHING,
                        name));
        states.put(
                failed,
                new State.Task(
                        null,
                        LAMBDA,
                        invocation(functions.recorder(), payloads.recorder(name)),
                        stateTimeout(functions.recorder().timeoutSeconds()),
                        null,
                        Retries.ofRecorder(),
                        List.of(new Catcher(List.of(Errors.ALL), NOTHING, after)),
                        new LinkedHashMap<>(),
                        NOTHING,
                        next));
        if (next == null) {
            states.put(after, new State.Succeed(null, NOTHING));
        }
    }

    /** If it cannot wait, the step behind it finds out by itself whether it may run. */
    private State gate(Plan.Gate gate, @Nullable String next) {
        if (next == null) {
            throw new IllegalArgumentException("Nothing stands behind gate " + gate.name());
        }
        return new State.Task(
                null,
                LAMBDA_WITH_TOKEN,
                invocation(functions.gate(), Payloads.gate(gate)),
                new Template(GATE_TIMEOUT_SECONDS),
                null,
                Retries.ofGate(MACHINE_TIMEOUT_SECONDS / GATE_TIMEOUT_SECONDS),
                List.of(new Catcher(List.of(Errors.ALL), NOTHING, next)),
                new LinkedHashMap<>(),
                NOTHING,
                next);
    }

    private State finalizer(String fail) {
        return new State.Task(
                null,
                LAMBDA,
                invocation(functions.finalizer(), Payloads.finalizer(template)),
                stateTimeout(functions.finalizer().timeoutSeconds()),
                null,
                Retries.ofFinalizer(),
                List.of(
                        new Catcher(Errors.OF_FINALIZER, Inputs.ofOwnError(), fail),
                        new Catcher(List.of(Errors.ALL), Inputs.ofError(), fail)),
                new LinkedHashMap<>(),
                NOTHING,
                null);
    }

    private StepTemplate stepOf(String name) {
        StepTemplate step = steps.get(name);
        if (step == null) {
            throw new IllegalArgumentException("The plan has a step of another template: " + name);
        }
        return step;
    }

    private CompiledFunction functionOf(String step) {
        CompiledFunction function = functions.bySteps().get(step);
        if (function == null) {
            throw new IllegalArgumentException("No function is known for step " + step);
        }
        return function;
    }

    private static Template invocation(
            CompiledFunction function, SequencedMap<String, @Nullable Object> payload) {
        SequencedMap<String, @Nullable Object> arguments = new LinkedHashMap<>();
        arguments.put("FunctionName", function.placeholder());
        arguments.put("Payload", payload);
        return new Template(arguments);
    }

    private static Template expression(String jsonata) {
        return new Template(new Jsonata(jsonata));
    }

    /** A function that is at its end must be able to say so. */
    private static Template stateTimeout(int functionTimeout) {
        return new Template(functionTimeout + 10);
    }
}

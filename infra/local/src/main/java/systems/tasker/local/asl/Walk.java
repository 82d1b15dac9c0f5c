package systems.tasker.local.asl;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import systems.tasker.asl.Branch;
import systems.tasker.asl.Catcher;
import systems.tasker.asl.Retrier;
import systems.tasker.asl.State;
import systems.tasker.asl.Template;

/** Walks through the states of a branch, on the thread of its strand. */
final class Walk {
    private static final SequencedMap<String, Template> NO_ASSIGN =
            Collections.unmodifiableSequencedMap(new LinkedHashMap<>());

    private final Strand strand;
    private Variables variables;

    Walk(Strand strand, Variables variables) {
        this.strand = strand;
        this.variables = variables;
    }

    /** How a state was left: what it gives to the next, and which that is; null for none. */
    private record Exit(@Nullable Object output, @Nullable String next) {}

    /**
     * Runs a branch to its end and returns its output.
     *
     * @throws StateError where a state fails and nothing catches it
     * @throws Stopped where the strand was stopped
     */
    @Nullable Object run(Branch branch, @Nullable Object input) {
        Exit exit = new Exit(input, branch.startAt());
        for (String name = exit.next(); name != null; name = exit.next()) {
            State state = branch.states().get(name);
            if (state == null) {
                throw new IllegalStateException("No state " + name);
            }
            exit = visit(name, state, exit.output());
        }
        return exit.output();
    }

    private Exit visit(String name, State state, @Nullable Object input) {
        String type = type(state);
        long entered =
                strand.append(
                        type + "StateEntered",
                        Details.of("name", name, "input", Details.payload(input)));
        Visit visit = new Visit(strand, name, entered, variables, input);
        strand.occupy(takesTime(state) ? type : null);
        try {
            return switch (state) {
                case State.Task task -> task(visit, task);
                case State.Parallel parallel -> parallel(visit, parallel);
                case State.Wait wait -> wait(visit, wait);
                case State.Choice choice -> choice(visit, choice);
                case State.Pass pass ->
                        leave(visit, type, pass.assign(), pass.output(), input, pass.next());
                case State.Succeed succeed ->
                        leave(visit, type, NO_ASSIGN, succeed.output(), input, null);
                case State.Fail fail ->
                        throw new StateError(
                                visit.text(fail.error(), "Error"),
                                visit.text(fail.cause(), "Cause"));
            };
        } finally {
            strand.occupy(null);
        }
    }

    private Exit task(Visit visit, State.Task task) {
        return attempts(
                visit,
                "Task",
                task.retry(),
                task.catchers(),
                () -> {
                    Object result = new LambdaCall(strand, visit, task).result();
                    visit.result(result);
                    return leave(visit, "Task", task.assign(), task.output(), result, task.next());
                });
    }

    private Exit parallel(Visit visit, State.Parallel parallel) {
        return attempts(
                visit,
                "Parallel",
                parallel.retry(),
                parallel.catchers(),
                () -> {
                    Object result = branches(visit, parallel);
                    visit.result(result);
                    return leave(
                            visit,
                            "Parallel",
                            parallel.assign(),
                            parallel.output(),
                            result,
                            parallel.next());
                });
    }

    private @Nullable Object branches(Visit visit, State.Parallel parallel) {
        Object input = visit.value(parallel.arguments(), "Arguments", visit.input());
        Payloads.limited(input, visit.what("was given arguments"));
        strand.append("ParallelStateStarted", Details.none());
        List<@Nullable Object> outputs =
                new Branches(strand, visit, parallel.branches()).run(input, variables.inner());
        strand.append("ParallelStateSucceeded", Details.none());
        return outputs;
    }

    private Exit wait(Visit visit, State.Wait wait) {
        Instant end = endOf(visit, wait);
        strand.sleepUntil(end);
        return leave(visit, "Wait", wait.assign(), wait.output(), visit.input(), wait.next());
    }

    private Instant endOf(Visit visit, State.Wait wait) {
        Long seconds = visit.seconds(wait.seconds(), "Seconds", 0);
        if (seconds != null) {
            return strand.now().plusSeconds(seconds);
        }
        String timestamp = String.valueOf(visit.text(wait.timestamp(), "Timestamp"));
        try {
            return OffsetDateTime.parse(timestamp).toInstant();
        } catch (DateTimeException e) {
            throw visit.failure(
                    "The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: "
                            + timestamp,
                    "Timestamp");
        }
    }

    private Exit choice(Visit visit, State.Choice choice) {
        List<State.Rule> rules = choice.choices();
        for (int i = 0; i < rules.size(); i++) {
            State.Rule rule = rules.get(i);
            if (visit.flag(rule.condition(), "Choices[" + i + "]/Condition")) {
                return leave(
                        visit, "Choice", rule.assign(), rule.output(), visit.input(), rule.next());
            }
        }
        if (choice.defaultNext() == null) {
            throw new StateError(
                    StateError.NO_CHOICE_MATCHED,
                    "No choice of the state '"
                            + visit.name()
                            + "' matched, and it has no default.");
        }
        return leave(
                visit,
                "Choice",
                choice.assign(),
                choice.output(),
                visit.input(),
                choice.defaultNext());
    }

    /** Tries until an attempt succeeds, or fails with an error that is not retried (any more). */
    private Exit attempts(
            Visit visit,
            String type,
            List<Retrier> retriers,
            List<Catcher> catchers,
            Supplier<Exit> attempt) {
        Retries retries = new Retries(retriers, strand.execution().service().random());
        while (true) {
            try {
                return attempt.get();
            } catch (StateError e) {
                if (type.equals("Parallel")) {
                    strand.append("ParallelStateFailed", Details.none());
                }
                Optional<Duration> delay = retries.after(e);
                if (delay.isEmpty()) {
                    return caught(visit, type, catchers, e);
                }
                strand.sleepUntil(strand.now().plus(delay.get()));
                visit.retry();
            }
        }
    }

    private Exit caught(Visit visit, String type, List<Catcher> catchers, StateError error) {
        for (Catcher catcher : catchers) {
            if (error.isOneOf(catcher.errorEquals())) {
                visit.errorOutput(error.output());
                return leave(
                        visit,
                        type,
                        catcher.assign(),
                        catcher.output(),
                        error.output(),
                        catcher.next());
            }
        }
        throw error;
    }

    /** Both templates are evaluated before anything is assigned. */
    private Exit leave(
            Visit visit,
            String type,
            SequencedMap<String, Template> assign,
            @Nullable Template output,
            @Nullable Object whereAbsent,
            @Nullable String next) {
        SequencedMap<String, @Nullable Object> assigned = visit.values(assign);
        Object value = visit.value(output, "Output", whereAbsent);
        Payloads.limited(value, visit.what("returned a result"));
        Variables after = variables.with(assigned);
        strand.append(
                type + "StateExited",
                Details.of(
                        "name",
                        visit.name(),
                        "output",
                        Details.payload(value),
                        "assignedVariables",
                        assigned.isEmpty() ? null : Details.payloads(assigned)));
        variables = after;
        return new Exit(value, next);
    }

    private static String type(State state) {
        return switch (state) {
            case State.Task task -> "Task";
            case State.Parallel parallel -> "Parallel";
            case State.Wait wait -> "Wait";
            case State.Choice choice -> "Choice";
            case State.Pass pass -> "Pass";
            case State.Succeed succeed -> "Succeed";
            case State.Fail fail -> "Fail";
        };
    }

    private static boolean takesTime(State state) {
        return state instanceof State.Task
                || state instanceof State.Parallel
                || state instanceof State.Wait;
    }
}

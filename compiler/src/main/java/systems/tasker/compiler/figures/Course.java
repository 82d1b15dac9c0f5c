package systems.tasker.compiler.figures;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import systems.tasker.asl.Branch;
import systems.tasker.asl.Catcher;
import systems.tasker.asl.Retrier;
import systems.tasker.asl.State;

/**
 * How an execution goes, as far as its cost is concerned. States are taken in reverse, so that the
 * way from each to the end is known from those that follow it.
 */
enum Course {
    WITHOUT_FAILURES,
    WITH_EVERY_RETRY;

    private static final String ALL = "States.ALL";

    /** Of a retrier that does not say. */
    private static final int DEFAULT_MAX_ATTEMPTS = 3;

    private static final Cost ENTERED = new Cost(1, 1);
    private static final Cost ENTERED_AND_EXITED = new Cost(1, 2);

    /** Started, and succeeded or failed. */
    private static final Cost PARALLEL_ATTEMPT = new Cost(0, 2);

    /** Scheduled, started, and succeeded, failed or timed out. */
    private static final Cost TASK_ATTEMPT = new Cost(0, 3);

    /** And submitted: the function has answered, the token has not been sent back yet. */
    private static final Cost TOKEN_ATTEMPT = new Cost(0, 4);

    /** The transition of a retry, beside the events of the attempt. */
    private static final Cost RETRIED = new Cost(1, 0);

    /** What it costs to go through a branch. */
    Cost of(Branch branch) {
        Map<String, Cost> toTheEnd = new HashMap<>();
        branch.states()
                .reversed()
                .forEach((name, state) -> toTheEnd.put(name, of(name, state, branch, toTheEnd)));
        return known(branch.startAt(), toTheEnd);
    }

    private Cost of(String name, State state, Branch branch, Map<String, Cost> toTheEnd) {
        return switch (state) {
            case State.Task task -> task(name, task, branch, toTheEnd);
            case State.Parallel parallel -> parallel(parallel, toTheEnd);
            case State.Choice choice -> {
                List<String> ways = new ArrayList<>();
                choice.choices().forEach(rule -> ways.add(rule.next()));
                if (choice.defaultNext() != null) {
                    ways.add(choice.defaultNext());
                }
                yield ENTERED_AND_EXITED.plus(longest(ways, toTheEnd));
            }
            case State.Wait wait when waitsToRepeat(wait, branch, toTheEnd) -> ENTERED_AND_EXITED;
            case State.Wait wait -> ENTERED_AND_EXITED.plus(rest(wait.next(), toTheEnd));
            case State.Pass pass -> ENTERED_AND_EXITED.plus(rest(pass.next(), toTheEnd));
            case State.Succeed succeed -> ENTERED_AND_EXITED;
            case State.Fail fail -> ENTERED;
        };
    }

    private Cost task(String name, State.Task task, Branch branch, Map<String, Cost> toTheEnd) {
        Cost attempt = task.resource().endsWith(".waitForTaskToken") ? TOKEN_ATTEMPT : TASK_ATTEMPT;
        Cost once = ENTERED_AND_EXITED.plus(attempt);
        if (this == WITHOUT_FAILURES) {
            return once.plus(rest(task.next(), toTheEnd));
        }
        Cost retry = RETRIED.plus(attempt);
        long ofBudget = retries(task.retry(), true);
        Cost visit = once.plus(retry.times(retries(task.retry(), false)));
        List<String> ways = ways(task.next(), task.catchers());
        List<String> waits = ways.stream().filter(way -> leadsTo(name, way, branch)).toList();
        ways.removeAll(waits);
        Cost visits =
                waits.isEmpty()
                        ? visit.plus(retry.times(ofBudget))
                        : visit.plus(ENTERED_AND_EXITED.plus(visit).times(ofBudget));
        return visits.plus(longest(ways, toTheEnd));
    }

    private Cost parallel(State.Parallel parallel, Map<String, Cost> toTheEnd) {
        Cost attempt = PARALLEL_ATTEMPT;
        for (Branch branch : parallel.branches()) {
            attempt = attempt.plus(of(branch));
        }
        if (this == WITHOUT_FAILURES) {
            return ENTERED_AND_EXITED.plus(attempt).plus(rest(parallel.next(), toTheEnd));
        }
        long retries = retries(parallel.retry(), true) + retries(parallel.retry(), false);
        return ENTERED_AND_EXITED
                .plus(attempt)
                .plus(RETRIED.plus(attempt).times(retries))
                .plus(longest(ways(parallel.next(), parallel.catchers()), toTheEnd));
    }

    /** How often retriers retry: those for any error, which a step's budget bounds, or the rest. */
    private static long retries(List<Retrier> retriers, boolean forAnyError) {
        return retriers.stream()
                .filter(retrier -> retrier.errorEquals().contains(ALL) == forAnyError)
                .map(Retrier::maxAttempts)
                .mapToLong(attempts -> attempts == null ? DEFAULT_MAX_ATTEMPTS : attempts)
                .sum();
    }

    /** Whether a state is a wait after which another one is entered again. */
    private static boolean leadsTo(String name, String way, Branch branch) {
        return branch.states().get(way) instanceof State.Wait wait && name.equals(wait.next());
    }

    /** Whether the Task that a wait leads to stands before it, and can lead to the wait. */
    private static boolean waitsToRepeat(
            State.Wait wait, Branch branch, Map<String, Cost> toTheEnd) {
        return wait.next() != null
                && !toTheEnd.containsKey(wait.next())
                && branch.states().get(wait.next()) instanceof State.Task task
                && task.catchers().stream()
                        .anyMatch(catcher -> wait.equals(branch.states().get(catcher.next())));
    }

    private static List<String> ways(@Nullable String next, List<Catcher> catchers) {
        List<String> ways = new ArrayList<>();
        if (next != null) {
            ways.add(next);
        }
        catchers.stream().map(Catcher::next).forEach(ways::add);
        return ways;
    }

    private static Cost longest(List<String> ways, Map<String, Cost> toTheEnd) {
        return ways.stream().map(way -> known(way, toTheEnd)).reduce(Cost.NOTHING, Cost::orMore);
    }

    private static Cost rest(@Nullable String next, Map<String, Cost> toTheEnd) {
        return next == null ? Cost.NOTHING : known(next, toTheEnd);
    }

    private static Cost known(String name, Map<String, Cost> toTheEnd) {
        Cost cost = toTheEnd.get(name);
        if (cost == null) {
            throw new IllegalArgumentException("State `" + name + "` is led to from behind it");
        }
        return cost;
    }
}

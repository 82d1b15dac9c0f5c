package systems.tasker.compiler.figures;

import systems.tasker.asl.StateMachine;

/**
 * What an execution of a machine amounts to. The state transitions are those that are billed: each
 * state entered is one, and so is each retry. The history events are those that {@code
 * GetExecutionHistory} returns, beginning and end of the execution included.
 *
 * <p>In the worst case, which is an upper bound, every state on the longest way uses every retry it
 * has: before each try that counts against a step's budget the Lambda service fails as often as its
 * retrier allows, each retry of the budget comes after a wait that the service asked for, and the
 * recorder has to be retried as well.
 *
 * @param transitions of an execution without failures
 * @param worstTransitions with every retry used
 * @param historyEvents of an execution without failures
 * @param worstHistoryEvents with every retry used
 */
public record Figures(
        long transitions, long worstTransitions, long historyEvents, long worstHistoryEvents) {
    private static final Cost EXECUTION_STARTED_AND_ENDED = new Cost(0, 2);

    /**
     * The figures of a machine whose states stand in topological order, as the compiler emits them.
     *
     * @throws IllegalArgumentException where a state leads back to one before it, unless it is the
     *     wait from which a Task is tried again
     */
    public static Figures of(StateMachine machine) {
        Cost smooth = EXECUTION_STARTED_AND_ENDED.plus(Course.WITHOUT_FAILURES.of(machine.body()));
        Cost worst = EXECUTION_STARTED_AND_ENDED.plus(Course.WITH_EVERY_RETRY.of(machine.body()));
        return new Figures(
                smooth.transitions(), worst.transitions(), smooth.events(), worst.events());
    }
}

package systems.tasker.local.asl;

import systems.tasker.json.JsonText;

/** The Lambda service, as far as a state machine sees it. */
@FunctionalInterface
public interface FunctionInvoker {
    /**
     * Invokes a function and waits for its answer, on a thread of its own that nothing interrupts:
     * an invocation whose state has timed out or was stopped goes on, as it does on AWS, and its
     * answer is dropped.
     *
     * @param function name or ARN, as the machine has it
     * @throws FunctionFailed where the function, or the service, answers with an error. Any other
     *     exception is a bug and ends the execution.
     */
    JsonText invoke(String function, JsonText payload) throws FunctionFailed;
}

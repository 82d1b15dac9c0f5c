package systems.tasker.engine;

import java.util.Optional;
import systems.tasker.json.JsonText;

/** Runs executions of the machines that templates were compiled to. */
public interface Engine {

    /**
     * Starts an execution; one of that name that was started before is left as it is.
     *
     * @param input the {@link ExecutionInput} as JSON
     */
    void start(ExecutionName execution, JsonText input);

    /** Ends an execution as {@link ExecutionStatus#ABORTED}; nothing where it has ended. */
    void stop(ExecutionName execution, String error, String cause);

    /** What became of an execution; empty where none of that name was started. */
    Optional<ExecutionStatus> describe(ExecutionName execution);

    /** The URL at which a person can watch an execution; empty where there is no such place. */
    default Optional<String> link(ExecutionName execution) {
        return Optional.empty();
    }
}

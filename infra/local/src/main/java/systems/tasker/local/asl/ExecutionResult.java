package systems.tasker.local.asl;

import org.jspecify.annotations.Nullable;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.json.JsonText;

/**
 * How an execution ended.
 *
 * @param status any but RUNNING
 * @param output of an execution that succeeded, else null
 * @param error of any other; null where a Fail state has none
 * @param cause likewise
 */
public record ExecutionResult(
        ExecutionStatus status,
        @Nullable JsonText output,
        @Nullable String error,
        @Nullable String cause) {}

package systems.tasker.local.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.json.JsonText;

/**
 * An execution of a machine, as it is kept.
 *
 * @param namespace of the workflow
 * @param workflow its name
 * @param taskId the task it works on, or null where the input names none
 * @param status as it is at the time of reading: {@link ExecutionStatus#ABANDONED} where the
 *     process that ran it is gone
 * @param stoppedAt null while it runs, and where its process died
 * @param output where it succeeded, or null
 * @param error where it failed or was stopped, or null
 * @param cause likewise
 * @param stopRequest what someone asked of its owner, or null
 */
public record Execution(
        String name,
        String namespace,
        String workflow,
        @Nullable String taskId,
        JsonText input,
        ExecutionStatus status,
        Instant startedAt,
        @Nullable Instant stoppedAt,
        @Nullable JsonText output,
        @Nullable String error,
        @Nullable String cause,
        @Nullable StopRequest stopRequest) {

    /** The wish that an execution's owner end it as aborted, with this error and cause. */
    public record StopRequest(String execution, String error, String cause) {}
}

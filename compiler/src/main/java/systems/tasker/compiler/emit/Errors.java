package systems.tasker.compiler.emit;

import java.util.List;

/** Error names as Step Functions compares them: exactly. Ours are Java classes of the runtime. */
final class Errors {
    static final String ALL = "States.ALL";
    static final String TIMEOUT = "States.Timeout";

    static final String PERMANENT_ERROR = "systems.tasker.PermanentError";
    static final String RETRIES_EXHAUSTED = "systems.tasker.RetriesExhausted";
    static final String RETRY_AFTER = "systems.tasker.RetryAfter";
    static final String BLOCKED = "systems.tasker.Blocked";
    static final String SUPERSEDED = "systems.tasker.Superseded";

    /** With which a step's function says that trying again is not for a retrier to decide. */
    static final List<String> NEVER_RETRIED =
            List.of(PERMANENT_ERROR, RETRIES_EXHAUSTED, RETRY_AFTER, BLOCKED, SUPERSEDED);

    /** With which Finalize says that the task has not come to its end. */
    static final List<String> OF_FINALIZER =
            List.of("systems.tasker.TaskFailed", "systems.tasker.AnnotationsFailed", SUPERSEDED);

    /**
     * Failures of what a function stands on: it was not called, its answer was lost, or it could
     * not reach its table. They cost an attempt only where a step was claimed.
     */
    static final List<String> OF_SERVICES =
            List.of(
                    "systems.tasker.TableUnavailable",
                    "Lambda.ClientExecutionTimeoutException",
                    "Lambda.ServiceException",
                    "Lambda.AWSLambdaException",
                    "Lambda.SdkClientException",
                    "Lambda.TooManyRequestsException",
                    "Lambda.SnapStartException",
                    "Lambda.SnapStartNotReadyException",
                    "Lambda.SnapStartTimeoutException");

    private Errors() {}
}

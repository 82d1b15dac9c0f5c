package systems.tasker;

/**
 * What leaves a function when it does not answer: a closed set of top-level classes, because Step
 * Functions compares the Java class name exactly and knows no inheritance. No stack trace: it would
 * travel through the history of the execution; the log has it.
 */
public abstract sealed class FunctionError extends RuntimeException
        permits AnnotationsFailed,
                Blocked,
                RetriesExhausted,
                RetryAfter,
                Superseded,
                TableUnavailable,
                TaskFailed {
    private static final long serialVersionUID = 1;

    FunctionError(String message) {
        super(message, null, false, false);
    }
}

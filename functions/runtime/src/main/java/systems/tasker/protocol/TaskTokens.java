package systems.tasker.protocol;

/** Where executions wait with a token for an answer from outside. */
@FunctionalInterface
public interface TaskTokens {
    /**
     * Lets the execution that waits with a token go on. A token that nobody waits with any more,
     * because its state has timed out, was answered, or its execution has ended, is ignored.
     */
    void sendTaskSuccess(String token);
}

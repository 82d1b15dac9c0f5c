package systems.tasker.service;

import java.util.List;

/** The service does not do what it was asked; nothing was changed. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    @SuppressWarnings("serial") // a list of records of strings
    private final List<Violation> violations;

    /** Why. */
    public enum Reason {
        INVALID_CONTEXT,
        UNKNOWN_WORKFLOW,
        UNKNOWN_TASK,
        UNKNOWN_STEP,
        INVALID_REQUEST,
        IDENTITY_REUSED,
        WRONG_STATE
    }

    /** A refusal whose message says what is wrong, and what is possible instead. */
    public Refusal(Reason reason, String message) {
        this(reason, message, List.of());
    }

    Refusal(Reason reason, String message, List<Violation> violations) {
        super(message, null, false, false);
        this.reason = reason;
        this.violations = List.copyOf(violations);
    }

    static Refusal unknownTask(String taskId) {
        return new Refusal(
                Reason.UNKNOWN_TASK,
                "There is no task `" + taskId + "`; `tasker tasks` lists those there are");
    }

    /** Of a task or a workflow, as a sentence begins. */
    static Refusal unknownStep(String owner, String step, List<String> steps) {
        return new Refusal(
                Reason.UNKNOWN_STEP,
                owner + " has no step `" + step + "`; its steps: " + String.join(", ", steps));
    }

    static Refusal wrongState(String message) {
        return new Refusal(Reason.WRONG_STATE, message);
    }

    static Refusal changedMeanwhile(String taskId) {
        return wrongState(
                "Task `"
                        + taskId
                        + "` has just been changed by someone else; `tasker show "
                        + taskId
                        + "` tells how");
    }

    /** Why, for a program. */
    public Reason reason() {
        return reason;
    }

    /** What is wrong with the context, all of it; empty for other reasons. */
    public List<Violation> violations() {
        return violations;
    }
}

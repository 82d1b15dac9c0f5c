package systems.tasker.local.asl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** An error that a state reports: what retriers and catchers look at. */
final class StateError extends RuntimeException {
    private static final long serialVersionUID = 1;

    static final String ALL = "States.ALL";
    static final String TIMEOUT = "States.Timeout";
    static final String HEARTBEAT_TIMEOUT = "States.HeartbeatTimeout";
    static final String TASK_FAILED = "States.TaskFailed";
    static final String BRANCH_FAILED = "States.BranchFailed";
    static final String NO_CHOICE_MATCHED = "States.NoChoiceMatched";
    static final String QUERY_EVALUATION = "States.QueryEvaluationError";
    static final String DATA_LIMIT = "States.DataLimitExceeded";
    static final String RUNTIME = "States.Runtime";

    private final @Nullable String error;
    private final @Nullable String causeText;
    private final boolean ofBranch;

    private StateError(@Nullable String error, @Nullable String causeText, boolean ofBranch) {
        super(error + ": " + causeText, null, false, false);
        this.error = error;
        this.causeText = causeText;
        this.ofBranch = ofBranch;
    }

    StateError(@Nullable String error, @Nullable String causeText) {
        this(error, causeText, false);
    }

    /** The same error, as the Parallel sees it whose branch reported it. */
    StateError ofBranch() {
        return new StateError(error, causeText, true);
    }

    /** The name; null where a Fail state has none. */
    @Nullable String error() {
        return error;
    }

    @Nullable String causeText() {
        return causeText;
    }

    /** What <code>$states.errorOutput</code> is. */
    SequencedMap<String, @Nullable Object> output() {
        SequencedMap<String, @Nullable Object> output = new LinkedHashMap<>();
        output.put("Error", error == null ? "" : error);
        if (causeText != null) {
            output.put("Cause", causeText);
        }
        return output;
    }

    /**
     * Whether an <code>ErrorEquals</code> names this error. The wildcards spare what ends an
     * execution in any case; <code>States.TaskFailed</code> also spares time-outs, and <code>
     * States.Timeout</code> covers a missing heartbeat.
     */
    boolean isOneOf(List<String> errorEquals) {
        if (RUNTIME.equals(error)) {
            return false;
        }
        boolean limit = DATA_LIMIT.equals(error);
        boolean timeout = TIMEOUT.equals(error) || HEARTBEAT_TIMEOUT.equals(error);
        for (String name : errorEquals) {
            boolean matches =
                    switch (name) {
                        case ALL -> !limit;
                        case TASK_FAILED -> !limit && !timeout;
                        case TIMEOUT -> timeout;
                        case BRANCH_FAILED -> ofBranch;
                        default -> name.equals(error);
                    };
            if (matches) {
                return true;
            }
        }
        return false;
    }
}

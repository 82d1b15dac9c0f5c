package blogexamples.post03.stephandlers;

import blogexamples.post03.concerns.ApiRequestHandling;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import systems.tasker.Sequence;
import systems.tasker.Step;
import systems.tasker.Task;
import systems.tasker.handler.ApiResponse;

/** Marks the registration as complete: the user becomes active. */
public final class UpdateUserStatusHandler extends ApiRequestHandling {
    /** For Lambda. */
    public UpdateUserStatusHandler() {
        super("user_service");
    }

    @Override
    public ApiResponse process(Task task, Sequence sequence, Step step) throws Exception {
        String userId = ofUserAccount(sequence, "user_id", "MISSING_USER_ID");
        return call(task, step, "PATCH", "/users/" + encoded(userId), Map.of("status", "active"));
    }

    @Override
    protected @Nullable Object processResults(
            Task task, Sequence sequence, Step step, ApiResponse response) {
        mustBeSuccess(response);
        SequencedMap<String, @Nullable Object> results = new LinkedHashMap<>();
        results.put("user_id", required(response, "id", "MISSING_USER_ID_IN_RESPONSE"));
        results.put("updated_at", response.object().value("updated_at"));
        return traced(
                results,
                task,
                response,
                required(response, "status", "MISSING_STATUS_IN_RESPONSE"));
    }
}

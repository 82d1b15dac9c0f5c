package systems.tasker.protocol;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import systems.tasker.RetryableError;
import systems.tasker.json.InvalidJson;
import systems.tasker.json.Json;
import systems.tasker.json.JsonObject;
import systems.tasker.store.Failure;
import systems.tasker.store.Snapshot;
import systems.tasker.store.StepItem;
import systems.tasker.store.StepStatus;
import systems.tasker.store.TaskItem;

/**
 * The function behind the states {@code failed: x}: the machine has given a step up, and whoever
 * looks at the task shall see why, also where the step's own function could not say it.
 */
public final class RecorderFunction implements RequestStreamHandler {
    static {
        Platform.prime();
    }

    private static final int LOOKS = 5;

    /** For Lambda. */
    public RecorderFunction() {}

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context)
            throws IOException {
        FunctionEntry.serve(in, out, context, (runtime, payload, i) -> record(runtime, payload));
    }

    private static Map<String, @Nullable Object> record(TaskerRuntime runtime, JsonObject payload) {
        Caller caller = Caller.of(payload);
        String step =
                payload.text("step")
                        .orElseThrow(
                                () -> new IllegalArgumentException("The payload names no `step`"));
        for (int look = 0; look < LOOKS; look++) {
            Snapshot found = runtime.store().read(caller.input().taskId(), List.of(step));
            TaskItem task = caller.mustOwn(found);
            Instant now = runtime.clock().instant();
            StepItem own = found.stepOrUnclaimed(step, now);
            if (own.hasEnded(task.run())) {
                return ended(runtime, caller, payload, own);
            }
            StepItem failed = own.failed(failure(payload, own, task.run()), task.run(), now);
            if (runtime.store().put(failed)) {
                return ended(runtime, caller, payload, failed);
            }
        }
        throw new RetryableError("Step `" + step + "` changes too fast: others are working on it");
    }

    /** The error that the step recorded itself in this run, else what Step Functions saw. */
    private static Failure failure(JsonObject payload, StepItem own, int run) {
        Failure recorded = own.failure();
        if (own.status() == StepStatus.ERROR && own.run() == run && recorded != null) {
            return new Failure(
                    recorded.kind(),
                    recorded.code(),
                    recorded.message(),
                    recorded.context(),
                    true,
                    null);
        }
        String error = payload.text("error").orElse("Unknown");
        return Failure.last(
                error.startsWith("systems.tasker.") ? error.substring(15) : error,
                null,
                message(payload.text("cause").orElse("")));
    }

    /** Lambda gives a JSON object with {@code errorMessage}; a death may give any text, or none. */
    private static String message(String cause) {
        try {
            return JsonObject.of(Json.parse(cause)).text("errorMessage").orElse(cause);
        } catch (InvalidJson e) {
            return cause.isEmpty() ? "The function ended without an answer" : cause;
        }
    }

    private static SequencedMap<String, @Nullable Object> ended(
            TaskerRuntime runtime, Caller caller, JsonObject payload, StepItem step) {
        Gates.of(runtime, caller).ended(step.name(), StepRequest.names(payload.value("gates")));
        SequencedMap<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("step", step.name());
        answer.put("status", step.status().wireName());
        return answer;
    }
}

package systems.tasker.aws;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import systems.tasker.engine.Engine;
import systems.tasker.engine.ExecutionInput;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.json.Json;
import systems.tasker.json.JsonObject;
import systems.tasker.protocol.Closer;
import systems.tasker.protocol.FunctionEntry;
import systems.tasker.protocol.Platform;
import systems.tasker.protocol.TaskerRuntime;
import systems.tasker.service.TaskSearch;
import systems.tasker.service.TaskService;
import systems.tasker.store.TaskItem;

/**
 * Settles tasks whose execution ended without its Finalize: one by one, as EventBridge tells of
 * executions that failed, timed out or were aborted; and from time to time all that it did not tell
 * of, because its events are best effort. Its answer is {@code {"closed": [task id, ...]}}.
 */
public final class CloserFunction implements RequestStreamHandler {
    static {
        Platform.prime();
    }

    private static final String STEP_FUNCTIONS = "aws.states";

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context)
            throws IOException {
        FunctionEntry.serve(
                in, out, context, (runtime, event, invocation) -> closed(runtime, event));
    }

    private static Map<String, @Nullable Object> closed(TaskerRuntime runtime, JsonObject event) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put(
                "closed",
                event.text("source").filter(STEP_FUNCTIONS::equals).isPresent()
                        ? one(runtime, event.object("detail"))
                        : all(runtime));
        return answer;
    }

    private static List<String> one(TaskerRuntime runtime, JsonObject execution) {
        String taskId =
                ExecutionInput.of(JsonObject.of(Json.parse(execution.text("input").orElse("{}"))))
                        .taskId();
        ExecutionStatus ended = ExecutionStatus.valueOf(execution.text("status").orElseThrow());
        boolean changed =
                new Closer(runtime.store(), runtime.clock())
                        .close(
                                taskId,
                                execution.text("name").orElseThrow(),
                                ended,
                                sentence(execution),
                                false);
        return changed ? List.of(taskId) : List.of();
    }

    private static String sentence(JsonObject execution) {
        return "The execution ended before its Finalize"
                + execution.text("error").map(error -> ", with " + error).orElse("")
                + execution.text("cause").map(cause -> ": " + cause).orElse("")
                + ".";
    }

    private static List<String> all(TaskerRuntime runtime) {
        Engine engine = Platform.ofProcess().engine();
        return new TaskService(runtime.store(), engine, List.of(), InstantSource.system())
                .operations().search().sweep(TaskSearch.GRACE).stream().map(TaskItem::id).toList();
    }
}

package systems.tasker.engine;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import systems.tasker.json.JsonObject;
import systems.tasker.json.JsonText;

/**
 * The input of every execution: no more than what identifies the task, so that a machine's payloads
 * have a constant size.
 *
 * @param run the number of this run of the task, from 1
 */
public record ExecutionInput(String taskId, int run, String correlationId) {
    private static final int FORMAT = 1;

    /** As JSON: <code>{v, task_id, run, correlation_id}</code>. */
    public JsonText json() {
        SequencedMap<String, Object> input = new LinkedHashMap<>();
        input.put("v", FORMAT);
        input.put("task_id", taskId);
        input.put("run", run);
        input.put("correlation_id", correlationId);
        return JsonText.of(input);
    }

    /**
     * From a payload's <code>input</code>.
     *
     * @throws IllegalArgumentException where it is not one of ours
     */
    public static ExecutionInput of(JsonObject input) {
        return new ExecutionInput(
                input.text("task_id").orElseThrow(() -> missing("task_id")),
                input.number("run").orElseThrow(() -> missing("run")).intValue(),
                input.text("correlation_id").orElseThrow(() -> missing("correlation_id")));
    }

    private static IllegalArgumentException missing(String field) {
        return new IllegalArgumentException(
                "The execution's input has no `" + field + "`: start tasks through Tasker");
    }
}

package systems.tasker.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;
import systems.tasker.json.JsonObject;

/**
 * The payload of a step's function.
 *
 * @param retryLimit retries after the first attempt of a run
 * @param retryCount Step Functions' own count, for the log only
 * @param gates those that wait for the step
 */
record StepRequest(
        Caller caller,
        String step,
        List<String> dependsOn,
        boolean retryable,
        int retryLimit,
        int retryCount,
        List<String> gates,
        JsonObject handlerConfig) {

    static StepRequest of(JsonObject payload) {
        return new StepRequest(
                Caller.of(payload),
                payload.text("step")
                        .orElseThrow(
                                () -> new IllegalArgumentException("The payload names no `step`")),
                names(payload.value("depends_on")),
                payload.flag("retryable").orElse(true),
                payload.number("retry_limit").map(Number::intValue).orElse(0),
                payload.number("retry_count").map(Number::intValue).orElse(0),
                names(payload.value("gates")),
                payload.object("handler_config"));
    }

    static List<String> names(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String.class::cast).toList()
                : List.of();
    }
}

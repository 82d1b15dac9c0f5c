package systems.tasker;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import systems.tasker.json.JsonObject;
import systems.tasker.json.JsonText;

/**
 * A step as handlers see it: its own, or another one of the task with what is recorded of it.
 *
 * @param taskId the task it belongs to
 * @param status as Tasker names it, such as {@code complete}
 * @param attempts how often it was tried, over all runs
 * @param generation how often it was deliberately started over; its effects are once per generation
 * @param handlerConfig the template's {@code handler_config}; empty on other steps
 * @param resultText the results, or null
 * @param startedAt of the first attempt
 * @param completedAt when it became complete
 * @param services where the base URLs of the configuration are
 * @param log for the handler's own lines
 */
public record Step(
        String taskId,
        String name,
        String status,
        int attempts,
        int generation,
        JsonObject handlerConfig,
        @Nullable JsonText resultText,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt,
        ServiceDirectory services,
        StructuredLog log) {

    /** What the function of a step may take when its configuration does not say. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    /** The longest that a function can take. */
    public static final Duration MAX_TIMEOUT = Duration.ofMinutes(15);

    /** Without the configuration, which may hold secrets. */
    @Override
    public String toString() {
        return "Step[" + taskId + "/" + name + ", " + status + "]";
    }

    /** The results as an object; an empty one where there are none, or they are another value. */
    public JsonObject results() {
        return resultText == null ? JsonObject.EMPTY : resultText.object();
    }

    /** From the first attempt to completion, waits and retries included. */
    public Optional<Duration> duration() {
        return startedAt == null || completedAt == null
                ? Optional.empty()
                : Optional.of(Duration.between(startedAt, completedAt));
    }

    /** What {@code timeout_seconds} of the configuration allows this step's function. */
    public Duration timeout() {
        return timeout(handlerConfig);
    }

    /** Likewise, for a configuration. */
    public static Duration timeout(JsonObject handlerConfig) {
        return handlerConfig
                .number("timeout_seconds")
                .map(seconds -> Duration.ofSeconds(seconds.longValue()))
                .map(timeout -> timeout.compareTo(MAX_TIMEOUT) > 0 ? MAX_TIMEOUT : timeout)
                .orElse(DEFAULT_TIMEOUT);
    }

    /**
     * The key under which a service shall do this step's effect once, however often it is asked:
     * the same for every attempt.
     */
    public String idempotencyKey() {
        return URLEncoder.encode(taskId, StandardCharsets.UTF_8)
                + "/"
                + URLEncoder.encode(name, StandardCharsets.UTF_8)
                + "/"
                + generation;
    }

    /** A further key of this step, for a handler with more than one effect. */
    public String idempotencyKey(String suffix) {
        return idempotencyKey() + "/" + URLEncoder.encode(suffix, StandardCharsets.UTF_8);
    }
}

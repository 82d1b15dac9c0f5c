package blogexamples.post03.concerns;

import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import systems.tasker.PermanentError;
import systems.tasker.RetryableError;
import systems.tasker.Sequence;
import systems.tasker.Step;
import systems.tasker.Task;
import systems.tasker.handler.ApiResponse;
import systems.tasker.handler.ApiStepHandler;
import systems.tasker.json.Json;
import systems.tasker.json.JsonObject;

/**
 * Calls of a microservice: a log line before and after each, and answers classified by their
 * status. Classification is the circuit breaker: a {@link PermanentError} is never retried, a
 * {@link RetryableError} is.
 */
public abstract class ApiRequestHandling extends ApiStepHandler {
    private static final Duration DEFAULT_RETRY_AFTER = Duration.ofSeconds(60);
    private static final int MAX_BODY_IN_MESSAGE = 500;
    private static final String NOT_FOUND = "RESOURCE_NOT_FOUND";

    private final String service;

    /**
     * Handling for one service.
     *
     * @param service its name in log lines and errors, such as {@code user_service}
     */
    protected ApiRequestHandling(String service) {
        this.service = service;
    }

    /**
     * Calls the service.
     *
     * @return an answer of status 2xx or 409: whether a conflict is one, the caller must judge
     * @throws PermanentError for 400, 401, 402, 403, 404 and 422
     * @throws RetryableError for 429, with the wait that the service asks for; for 5xx; for any
     *     other status; and where there is no answer
     */
    protected final ApiResponse call(
            Task task, Step step, String method, String path, @Nullable Object body)
            throws InterruptedException {
        SequencedMap<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("method", method);
        fields.put("url", step.handlerConfig().text("url").orElse("") + withoutQuery(path));
        fields.put("service", service);
        SequencedMap<String, @Nullable Object> before = new LinkedHashMap<>(fields);
        before.put("timeout", callTimeout(step).toSeconds());
        step.log().info("API call initiated", before);
        long start = System.nanoTime();
        ApiResponse response;
        try {
            response = request(task, step, method, path, body);
        } catch (RetryableError e) {
            fields.put("duration_ms", millisecondsSince(start));
            fields.put("error_code", e.errorCode().orElse(null));
            step.log().warn("API call failed", fields);
            throw e;
        }
        fields.put("status_code", response.status());
        fields.put("duration_ms", millisecondsSince(start));
        fields.put("response_size", response.size());
        step.log().info("API call completed", fields);
        return classified(response);
    }

    private ApiResponse classified(ApiResponse response) {
        int status = response.status();
        SequencedMap<String, @Nullable Object> context = new LinkedHashMap<>();
        context.put("service", service);
        context.put("status", status);
        return switch (status) {
            case 409 -> response;
            case 400, 422 ->
                    throw new PermanentError(
                            service + " validation error: " + shortBody(response),
                            "CLIENT_VALIDATION_ERROR",
                            context);
            case 401, 403 ->
                    throw new PermanentError(
                            service + " authentication failed: " + status, "AUTH_ERROR", context);
            case 402 ->
                    throw new PermanentError(
                            service + " requires a payment: " + shortBody(response),
                            "PAYMENT_REQUIRED",
                            context);
            case 404 ->
                    throw new PermanentError(service + " resource not found", NOT_FOUND, context);
            case 429 -> {
                context.put("rate_limit_type", "server_requested");
                throw new RetryableError(
                        service + " rate limited",
                        response.retryAfter().orElse(DEFAULT_RETRY_AFTER),
                        context);
            }
            default -> {
                if (response.success()) {
                    yield response;
                }
                if (status >= 500 && status < 600) {
                    context.put("error_type", "server_error");
                    throw new RetryableError(
                            service + " server error: " + status,
                            response.retryAfter().orElse(null),
                            context);
                }
                throw new RetryableError(service + " unknown error: " + status, null, context);
            }
        };
    }

    /** Reads a resource of the service; empty where there is none. */
    protected final Optional<ApiResponse> find(Task task, Step step, String path)
            throws InterruptedException {
        try {
            return Optional.of(call(task, step, "GET", path, null));
        } catch (PermanentError e) {
            if (e.errorCode().equals(Optional.of(NOT_FOUND))) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Lets an answer pass that is no conflict, for calls that cannot meet what exists already. */
    protected final ApiResponse mustBeSuccess(ApiResponse response) {
        if (!response.success()) {
            throw new PermanentError(
                    service + " conflict: " + shortBody(response),
                    "CONFLICT",
                    Map.of("service", service));
        }
        return response;
    }

    /**
     * A text of the service's answer without which the step is not done.
     *
     * @throws PermanentError with the code, where it is missing
     */
    protected final String required(ApiResponse response, String field, String errorCode) {
        return response.object()
                .text(field)
                .orElseThrow(
                        () ->
                                new PermanentError(
                                        service
                                                + " appeared to succeed but returned no `"
                                                + field
                                                + "`",
                                        errorCode,
                                        Map.of("service", service)));
    }

    /**
     * A text among the results of the first step.
     *
     * @throws PermanentError with the code, where it is missing
     */
    protected static String ofUserAccount(Sequence sequence, String field, String errorCode) {
        return sequence.results("create_user_account")
                .text(field)
                .orElseThrow(
                        () ->
                                new PermanentError(
                                        "Step `create_user_account` has no `" + field + "`",
                                        errorCode));
    }

    /** Whether what exists has the same values in these fields as what was asked for. */
    protected static boolean matches(
            JsonObject existing, Map<String, ?> wanted, String... fieldNames) {
        for (String name : fieldNames) {
            if (!Objects.equals(existing.value(name), wanted.get(name))) {
                return false;
            }
        }
        return true;
    }

    /** Puts a value, unless there is none. */
    protected static void putIfPresent(
            Map<String, @Nullable Object> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    /** What the results of every step end with; the time is the service's own, in milliseconds. */
    protected static SequencedMap<String, @Nullable Object> traced(
            SequencedMap<String, @Nullable Object> results,
            Task task,
            ApiResponse response,
            String status) {
        results.put("correlation_id", task.correlationId());
        putIfPresent(results, "service_response_time", responseTime(response).orElse(null));
        results.put("status", status);
        return results;
    }

    /** A text as a segment of a path, or as a value in a query. */
    protected static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Optional<BigDecimal> responseTime(ApiResponse response) {
        try {
            return response.header("x-response-time")
                    .map(time -> new BigDecimal(time.replaceFirst(" ?ms$", "")));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String shortBody(ApiResponse response) {
        String body = response.body() instanceof String text ? text : Json.write(response.body());
        return body.length() > MAX_BODY_IN_MESSAGE
                ? body.substring(0, MAX_BODY_IN_MESSAGE) + "…"
                : body;
    }

    /** A query may say who someone is, which is nothing for a log. */
    private static String withoutQuery(String path) {
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }

    private static long millisecondsSince(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }
}

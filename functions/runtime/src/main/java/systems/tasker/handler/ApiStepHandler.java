package systems.tasker.handler;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import systems.tasker.PermanentError;
import systems.tasker.RetryableError;
import systems.tasker.Sequence;
import systems.tasker.ServiceDirectory;
import systems.tasker.Step;
import systems.tasker.Task;
import systems.tasker.json.InvalidJson;
import systems.tasker.json.Json;

/**
 * A step that calls a service over HTTP. The service's base URL is {@code handler_config.url};
 * every call carries the correlation id and, unless it only reads, the step's idempotency key, and
 * ends two seconds before its function would.
 */
public abstract class ApiStepHandler extends StepHandler {
    /** The header of the correlation id. */
    public static final String CORRELATION_ID = "X-Correlation-ID";

    /** The header of the idempotency key. */
    public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private static final Duration MARGIN = Duration.ofSeconds(2);

    /** For Lambda. */
    protected ApiStepHandler() {}

    @Override
    public abstract ApiResponse process(Task task, Sequence sequence, Step step) throws Exception;

    /** Makes the step's results of the response; by default they are its body. */
    protected @Nullable Object processResults(
            Task task, Sequence sequence, Step step, ApiResponse response) throws Exception {
        return response.body();
    }

    @Override
    public final @Nullable Object processResults(
            Task task, Sequence sequence, Step step, @Nullable Object processOutput)
            throws Exception {
        if (!(processOutput instanceof ApiResponse response)) {
            throw new IllegalStateException("process must return the response of the service");
        }
        return processResults(task, sequence, step, response);
    }

    /**
     * Calls the step's service.
     *
     * @param method such as {@code POST}
     * @param path below the base URL, beginning with a slash
     * @param body JSON values; null for none
     * @throws RetryableError {@code SERVICE_UNREACHABLE} or {@code SERVICE_TIMEOUT}
     * @throws PermanentError {@code MISSING_URL}, {@code BAD_URL} or {@code UNKNOWN_SERVICE}
     */
    protected final ApiResponse request(
            Task task, Step step, String method, String path, @Nullable Object body)
            throws InterruptedException {
        String base =
                step.handlerConfig()
                        .text("url")
                        .orElseThrow(
                                () ->
                                        new PermanentError(
                                                "Step `"
                                                        + step.name()
                                                        + "` has no `url` in its handler_config",
                                                "MISSING_URL"));
        HttpRequest.Builder request =
                HttpRequest.newBuilder(location(step, base, path))
                        .timeout(callTimeout(step))
                        .header("Accept", "application/json")
                        .header(CORRELATION_ID, task.correlationId());
        if (!method.equals("GET")) {
            request.header(IDEMPOTENCY_KEY, step.idempotencyKey());
        }
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json");
            request.method(method, HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)));
        }
        return send(request.build(), ServiceDirectory.shown(base));
    }

    /** What is wrong with a URL is not told in full: it may hold a secret of the environment. */
    private static URI location(Step step, String base, String path) {
        try {
            return new URI(step.services().locate(base) + path);
        } catch (URISyntaxException e) {
            throw new PermanentError(
                    "The `url` of step `" + step.name() + "` is no URL: " + e.getReason(),
                    "BAD_URL");
        }
    }

    /** How long one call may take: two seconds less than the function, at least one. */
    protected static Duration callTimeout(Step step) {
        Duration timeout = step.timeout().minus(MARGIN);
        return timeout.isPositive() ? timeout : Duration.ofSeconds(1);
    }

    private static ApiResponse send(HttpRequest request, String base) throws InterruptedException {
        HttpResponse<byte[]> response;
        try {
            response = Client.SHARED.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (HttpTimeoutException e) {
            throw new RetryableError(
                    base + " did not answer in time", "SERVICE_TIMEOUT", null, Map.of("url", base));
        } catch (IOException e) {
            String what =
                    e instanceof ConnectException
                            ? " cannot be reached: "
                            : " gave no answer, but may have done what it was asked for: ";
            throw new RetryableError(
                    base + what + reason(e), "SERVICE_UNREACHABLE", null, Map.of("url", base));
        }
        SequencedMap<String, String> headers = new LinkedHashMap<>();
        response.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
        return new ApiResponse(
                response.statusCode(), headers, body(response.body()), response.body().length);
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static @Nullable Object body(byte[] bytes) {
        if (bytes.length == 0) {
            return null;
        }
        try {
            return Json.parse(bytes);
        } catch (InvalidJson e) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** Made on first use: a function that calls no service does not pay for it. */
    private static final class Client {
        static final HttpClient SHARED =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(5))
                        .build();
    }
}

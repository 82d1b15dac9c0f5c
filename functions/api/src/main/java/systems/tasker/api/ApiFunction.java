package systems.tasker.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import systems.tasker.StructuredLog;
import systems.tasker.engine.EngineUnavailable;
import systems.tasker.json.Json;
import systems.tasker.json.JsonObject;
import systems.tasker.protocol.Platform;
import systems.tasker.service.Refusal;
import systems.tasker.service.TaskService;
import systems.tasker.store.StoreUnavailable;

/**
 * The HTTP API as a function behind a REST API of API Gateway: takes the event of a proxy
 * integration, and whatever happens, answers it. Errors are problem details.
 */
public final class ApiFunction implements RequestStreamHandler {
    private static final String RETRY_AFTER_SECONDS = "5";

    static {
        Platform.prime();
    }

    private final InstantSource clock = InstantSource.system();
    private final Router router;

    /** For Lambda: on the platform of its process, with the workflows that it was built with. */
    public ApiFunction() {
        this(Catalogue.ofClassPath());
    }

    private ApiFunction(Catalogue catalogue) {
        this(new OnPlatform(catalogue), catalogue);
    }

    /**
     * An API over a service layer.
     *
     * @param catalogue of the workflows that the service knows
     */
    public ApiFunction(TaskService tasks, Catalogue catalogue) {
        this(() -> tasks, catalogue);
    }

    private ApiFunction(Supplier<TaskService> tasks, Catalogue catalogue) {
        router =
                new Router(
                        Stream.of(
                                        new TaskRoutes(tasks, catalogue).routes(),
                                        new HandlerRoutes(catalogue).routes(),
                                        new StandingRoutes(tasks).routes())
                                .flatMap(List::stream)
                                .toList());
    }

    /** Made by the first request that needs it, which says so where the platform is not ready. */
    private static final class OnPlatform implements Supplier<TaskService> {
        private final Catalogue catalogue;
        private @Nullable TaskService made;

        OnPlatform(Catalogue catalogue) {
            this.catalogue = catalogue;
        }

        @Override
        public synchronized TaskService get() {
            if (made == null) {
                Platform platform = Platform.ofProcess();
                made =
                        new TaskService(
                                platform.store(),
                                platform.engine(),
                                catalogue.workflows(),
                                InstantSource.system());
            }
            return made;
        }
    }

    List<Route> routes() {
        return router.routes();
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context)
            throws IOException {
        Instant began = clock.instant();
        Request request = Request.of(JsonObject.of(Json.parse(in.readAllBytes())));
        String id = request.id().isEmpty() ? context.getAwsRequestId() : request.id();
        StructuredLog log =
                new StructuredLog(
                        line -> context.getLogger().log(line + "\n"),
                        clock,
                        Map.of("request_id", id));
        Response answered = answer(request, id, log);
        Response response = request.method().equals("HEAD") ? answered.withoutBody() : answered;
        SequencedMap<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("method", request.method());
        line.put("path", request.visiblePath());
        line.put("status_code", response.status());
        line.put("duration_ms", Duration.between(began, clock.instant()).toMillis());
        log.info("Request answered", line);
        out.write(Json.bytes(response.with("X-Request-Id", id).event()));
    }

    private Response answer(Request request, String id, StructuredLog log) {
        try {
            return router.answer(request);
        } catch (Problem e) {
            return e.response(id);
        } catch (Refusal e) {
            return Refusals.problem(e).response(id);
        } catch (StoreUnavailable | EngineUnavailable e) {
            log.error("Not available", error(e));
            return new Problem(
                            ProblemKind.UNAVAILABLE,
                            "What keeps or runs tasks does not answer; try again",
                            Map.of("Retry-After", RETRY_AFTER_SECONDS))
                    .response(id);
        } catch (RuntimeException e) {
            log.error("Request failed", error(e));
            return new Problem(
                            ProblemKind.INTERNAL_ERROR,
                            "The log says what went wrong, under the request's id")
                    .response(id);
        }
    }

    private static Map<String, @Nullable Object> error(RuntimeException e) {
        SequencedMap<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("error", e.getClass().getName());
        fields.put("error_message", e.getMessage());
        fields.put(
                "stack_trace",
                Stream.of(e.getStackTrace()).limit(20).map(String::valueOf).toList());
        return fields;
    }
}

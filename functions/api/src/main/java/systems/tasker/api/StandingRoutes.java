package systems.tasker.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import systems.tasker.service.TaskService;
import systems.tasker.store.TaskQuery;

/** How this API stands, and what it is. */
final class StandingRoutes {
    private static final String DOCUMENT = "/tasker/openapi.json";

    private final Supplier<TaskService> tasks;

    StandingRoutes(Supplier<TaskService> tasks) {
        this.tasks = tasks;
    }

    List<Route> routes() {
        return List.of(
                new Route("GET", "/health/live", call -> healthy()),
                new Route("GET", "/health/ready", call -> ready()),
                new Route("GET", "/openapi.json", call -> openApi()));
    }

    private static Response healthy() {
        return Response.json(200, Map.of("status", "ok"));
    }

    /** Whether the store answers; it says so itself where it does not. */
    private Response ready() {
        tasks.get().list(TaskQuery.newest(1));
        return healthy();
    }

    private static Response openApi() {
        return Response.of(200, "application/json", text());
    }

    private static String text() {
        try (InputStream in = StandingRoutes.class.getResourceAsStream(DOCUMENT)) {
            if (in == null) {
                throw new IllegalStateException("There is no " + DOCUMENT + " on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(DOCUMENT + " cannot be read", e);
        }
    }
}

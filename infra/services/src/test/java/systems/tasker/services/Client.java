package systems.tasker.services;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import systems.tasker.json.Json;
import systems.tasker.json.JsonObject;

/** Calls the services over HTTP, as a test writes it. */
final class Client implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final Services services;

    Client(Services services) {
        this.services = services;
    }

    record Reply(int status, Map<String, String> headers, JsonObject body) {
        String text(String field) {
            return body.text(field).orElseThrow();
        }
    }

    Reply post(String service, String path, Map<String, ?> body) throws Exception {
        return call(service, "POST", path, body, null);
    }

    Reply post(String service, String path, Map<String, ?> body, String key) throws Exception {
        return call(service, "POST", path, body, key);
    }

    Reply get(String service, String path) throws Exception {
        return call(service, "GET", path, null, null);
    }

    Reply call(
            String service,
            String method,
            String path,
            @Nullable Map<String, ?> body,
            @Nullable String key)
            throws IOException, InterruptedException {
        return send(service, method, path, body == null ? new byte[0] : Json.bytes(body), key);
    }

    Reply send(String service, String method, String path, byte[] body, @Nullable String key)
            throws IOException, InterruptedException {
        String base =
                Objects.requireNonNull(
                        services.directory().get("https://api." + service + "service.com"));
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("X-Correlation-ID", "reg_1")
                        .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        HttpResponse<byte[]> response =
                http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        Map<String, String> headers = new java.util.LinkedHashMap<>();
        response.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
        return new Reply(
                response.statusCode(), headers, JsonObject.of(Json.parse(response.body())));
    }

    /** A new user's id. */
    String user(String email) throws Exception {
        return post("user", "/users", Map.of("email", email, "name", "Ada")).text("id");
    }

    @Override
    public void close() {
        http.close();
    }
}

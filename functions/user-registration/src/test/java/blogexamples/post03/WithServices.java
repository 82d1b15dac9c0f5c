package blogexamples.post03;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import systems.tasker.json.Json;
import systems.tasker.json.JsonObject;
import systems.tasker.services.Fault;
import systems.tasker.services.Services;

/** A registration with the real services beside it, each test with fresh ones. */
abstract class WithServices {
    static final String CREATE = "create_user_account";
    static final String BILLING = "setup_billing_profile";
    static final String PREFERENCES = "initialize_preferences";
    static final String WELCOME = "send_welcome_sequence";

    @TempDir private Path directory = Path.of("");
    private Services services;

    @BeforeEach
    void startServices() {
        services =
                Services.start(
                        directory.resolve("services.db"), directory.resolve("log"), List.of());
    }

    @AfterEach
    void stopServices() {
        services.close();
    }

    Registration registration(String example) throws IOException {
        return registration(Registration.example(example));
    }

    Registration registration(Object context) {
        return new Registration(context, services.directory());
    }

    void fault(String specification) {
        services.switchOn(Fault.parse(specification));
    }

    /** What the services logged. */
    List<JsonObject> calls() throws IOException {
        return Files.readAllLines(directory.resolve("log")).stream()
                .map(line -> JsonObject.of(Json.parse(line)))
                .toList();
    }

    List<String> callsOf(String service) throws IOException {
        return calls().stream()
                .filter(call -> call.text("service").orElseThrow().equals(service))
                .map(call -> call.text("method").orElseThrow() + " " + call.value("status"))
                .toList();
    }

    /** A request of somebody else. */
    JsonObject post(String service, String path, Map<String, ?> body) throws Exception {
        String base =
                Objects.requireNonNull(
                        services.directory().get("https://api." + service + "service.com"));
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> response =
                    http.send(
                            HttpRequest.newBuilder(URI.create(base + path))
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)))
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray());
            assertEquals(201, response.statusCode());
            return JsonObject.of(Json.parse(response.body()));
        }
    }

    /** An account as the example `user_registration` would make it. */
    String existingUser(String name) throws Exception {
        return post(
                        "user",
                        "/users",
                        Map.of("email", "Ada.Lovelace@example.com", "name", name, "plan", "pro"))
                .text("id")
                .orElseThrow();
    }

    Path logFile() {
        return directory.resolve("log");
    }
}

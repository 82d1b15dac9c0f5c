package systems.tasker.local.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static systems.tasker.local.cli.Typed.failed;
import static systems.tasker.local.cli.Typed.objects;
import static systems.tasker.local.cli.Typed.wrong;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import systems.tasker.ServiceDirectory;
import systems.tasker.api.Answer;
import systems.tasker.api.OpenApi;
import systems.tasker.json.Json;
import systems.tasker.json.JsonObject;
import systems.tasker.local.project.Checkout;

/** The API as a process of its own serves it; every answer is held to the OpenAPI document. */
class DevCommandTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private static Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Process server;

    @SuppressWarnings("NullAway.Init") // likewise
    private static String url;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void serve() throws IOException {
        server = started(folder);
        url = url(server);
    }

    @AfterAll
    static void end() throws InterruptedException {
        server.destroyForcibly().waitFor();
    }

    private static Process started(Path store) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-Dtasker.home=" + Checkout.HOME,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Tasker.class.getName(),
                        "dev",
                        "--port",
                        "0",
                        "--store",
                        store.resolve("tasker.db").toString());
        builder.environment().remove(ServiceDirectory.VARIABLE);
        return builder.redirectErrorStream(true).start();
    }

    /** What its first line says. */
    private static String url(Process process) throws IOException {
        String line = output(process).readLine();
        assertTrue(
                line.matches(
                        "(http://127\\.0\\.0\\.1:\\d+) serves \\1/openapi\\.json, until Ctrl-C\\."),
                line);
        return line.substring(0, line.indexOf(' '));
    }

    private static BufferedReader output(Process process) {
        return new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private Answer ask(String method, String path, @Nullable String body) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path))
                        .timeout(PATIENCE)
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        HttpResponse<String> response =
                client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        SequencedMap<String, String> headers = new TreeMap<>();
        response.headers().map().forEach((name, values) -> headers.put(name, values.getLast()));
        Answer answer = new Answer(response.statusCode(), headers, response.body());
        OpenApi.mustHave(method, URI.create(path).getPath(), answer);
        return answer;
    }

    private Answer get(String path) throws Exception {
        return ask("GET", path, null);
    }

    private Answer create(String example) throws Exception {
        SequencedMap<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("namespace", "blog_examples");
        body.put("name", "user_registration");
        body.put("context", Checkout.example(example));
        return ask("POST", "/tasks", Json.write(body)).is(201);
    }

    private static String text(JsonObject object, String field) {
        return object.text(field).orElseThrow();
    }

    private JsonObject ended(String place) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            JsonObject task = get(place).is(200).json();
            if (!text(task, "status").equals("in_progress")) {
                return task;
            }
            Thread.sleep(50);
        }
        return fail(place + " does not end");
    }

    @Test
    void aTaskIsCreatedRunsAndIsToldOf() throws Exception {
        Answer created = create("user_registration");
        String id = text(created.json(), "task_id");
        assertEquals("/tasks/" + id, created.header("Location"));
        assertEquals("complete", text(ended(created.header("Location")), "status"));
        List<JsonObject> steps =
                objects(get("/tasks/" + id + "/steps").is(200).json().value("steps"));
        assertEquals(
                List.of("complete", "complete", "complete", "complete", "complete"),
                steps.stream().map(step -> text(step, "status")).toList());
        JsonObject account = get("/tasks/" + id + "/steps/create_user_account").is(200).json();
        assertTrue(account.object("results").text("user_id").isPresent(), account::toString);
        assertTrue(
                objects(get("/tasks?status=complete&limit=100").is(200).json().value("tasks"))
                        .stream()
                        .anyMatch(task -> text(task, "task_id").equals(id)));
        String svg = get("/tasks/" + id + "/diagram").is(200).body();
        assertTrue(svg.contains("step complete\" data-step=\"update_user_status"), svg);
        assertTrue(
                objects(get("/tasks/" + id + "/transitions").is(200).json().value("transitions"))
                                .size()
                        >= 12);
    }

    @Test
    void aTaskThatFailedIsSettledByHandAndGoesOn() throws Exception {
        String id = text(create("enterprise_without_payment_method").json(), "task_id");
        JsonObject failed = ended("/tasks/" + id);
        assertEquals("error", text(failed, "status"));
        ask("POST", "/tasks/" + id + "/steps/setup_billing_profile/skip", "{\"reason\":\"why\"}")
                .is(409);
        ask(
                        "POST",
                        "/tasks/" + id + "/steps/setup_billing_profile/resolve",
                        "{\"reason\":\"by hand\",\"results\":{\"billing_id\":\"b-1\"}}")
                .is(200);
        ask("POST", "/tasks/" + id + "/retry", null).is(200);
        assertEquals("complete", text(ended("/tasks/" + id), "status"));
    }

    @Test
    void whatIsAskedWronglyIsAnsweredAsSuch() throws Exception {
        get("/nothing").is(404);
        get("/tasks/1").is(400);
        get("/tasks/0199b1c4-6f3a-7d2e-9a41-5b0c8e7f6d21").is(404);
        get("/tasks?limit=0").is(400);
        get("/tasks?limit=1&limit=2").is(400);
        ask("DELETE", "/tasks", null).is(405);
        ask("POST", "/tasks", "{").is(400);
        ask("POST", "/tasks", "{\"name\":\"" + "x".repeat(300_000) + "\"}").is(413);
        Answer invalid =
                ask(
                                "POST",
                                "/tasks",
                                "{\"namespace\":\"blog_examples\",\"name\":\"user_registration\","
                                        + "\"context\":{\"user_info\":{\"email\":\"x\"}}}")
                        .is(400);
        assertEquals(
                List.of("/context/user_info/email", "/context/user_info/name"),
                objects(invalid.json().value("violations")).stream()
                        .map(violation -> text(violation, "path"))
                        .toList());
    }

    @Test
    void textArrivesInPathAndParametersAsItWasSent() throws Exception {
        assertTrue(get("/handlers/%C3%A5%2Fb%20c").is(404).body().contains("`å/b c`"));
        assertTrue(get("/tasks?%C3%A5=1").is(400).body().contains("?å"));
        assertEquals(
                "user_registration",
                text(get("/handlers/blog%5Fexamples/user_registration").is(200).json(), "name"));
    }

    @Test
    void aBodyThatIsTooLongForApiGatewayIsTooLongHere() throws Exception {
        HttpResponse<String> response =
                client.send(
                        HttpRequest.newBuilder(URI.create(url + "/tasks"))
                                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[10_485_761]))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertEquals(413, response.statusCode());
    }

    @Test
    void aPageThatCallsThisMachineByAnotherNameIsNotServed() throws Exception {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), URI.create(url).getPort())) {
            socket.getOutputStream()
                    .write(
                            "GET /tasks HTTP/1.1\r\nHost: evil.example.com\r\nConnection: close\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            String answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 421 "), answer);
        }
    }

    @Test
    void toldToEndItEndsAtOnceAndLeavesItsStoreUsable() throws Exception {
        Path other = folder.resolve("other");
        Process process = started(other);
        try {
            String its = url(process);
            assertEquals(
                    200,
                    client.send(
                                    HttpRequest.newBuilder(URI.create(its + "/health/ready"))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .statusCode());
            process.destroy();
            assertTrue(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            assertEquals(128 + 15, process.exitValue());
        } finally {
            process.destroyForcibly().waitFor();
        }
        Typed.done("tasks", "--store", other.resolve("tasker.db"));
    }

    @Test
    void aPortThatIsTakenOrIsNoneIsRefused() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            Typed typed =
                    failed(
                            "dev",
                            "--port",
                            port,
                            "--store",
                            folder.resolve("refused").resolve("t.db"));
            assertTrue(
                    typed.err()
                            .contains(
                                    "error: Port "
                                            + port
                                            + " cannot be had: Address already in use; give another"
                                            + " by --port, or 0 for any that is free"),
                    typed.err());
        }
        for (String port : List.of("-1", "65536", "http", "")) {
            assertTrue(wrong("dev", "--port", port).err().contains("--port"), port);
        }
    }

    @Test
    void theStoreMustBeOne() {
        assertTrue(
                failed("dev", "--port", "0", "--store", Checkout.HOME.resolve("pom.xml"))
                        .err()
                        .contains("pom.xml"));
    }
}

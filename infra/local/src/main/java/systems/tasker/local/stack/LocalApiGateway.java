package systems.tasker.local.stack;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import systems.tasker.json.Json;
import systems.tasker.json.JsonObject;

/**
 * API Gateway in this process: at a port of the loopback interface, it hands each request to a
 * function as the event of a proxy integration.
 */
public final class LocalApiGateway implements AutoCloseable {
    private static final int MAX_BODY_BYTES = 10 * 1024 * 1024;

    /** A page of the Internet cannot reach this machine under a name of its own. */
    private static final Pattern OWN_NAME =
            Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1\\])(:\\d+)?");

    private final RequestStreamHandler function;
    private final Function<String, Context> contexts;
    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private LocalApiGateway(
            RequestStreamHandler function, Function<String, Context> contexts, HttpServer http) {
        this.function = function;
        this.contexts = contexts;
        this.http = http;
    }

    /**
     * Serves a function.
     *
     * @param port 0 for one that is free
     * @param contexts of an invocation, by its request's id
     * @throws IOException where the port cannot be had
     */
    static LocalApiGateway start(
            int port, RequestStreamHandler function, Function<String, Context> contexts)
            throws IOException {
        HttpServer http =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        LocalApiGateway gateway = new LocalApiGateway(function, contexts, http);
        http.createContext("/", gateway::serve);
        http.setExecutor(gateway.threads);
        http.start();
        return gateway;
    }

    /** Where it is, without a slash at the end. */
    public String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    @Override
    public void close() {
        http.stop(0);
        threads.close();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String host = exchange.getRequestHeaders().getFirst("Host");
            byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
            if (host == null || !OWN_NAME.matcher(host).matches()) {
                send(exchange, own(421, "This server is for this machine: ask for localhost"));
            } else if (body.length > MAX_BODY_BYTES) {
                send(exchange, own(413, "Request Too Long"));
            } else {
                send(exchange, answer(event(exchange, body)));
            }
        }
    }

    private JsonObject answer(SequencedMap<String, @Nullable Object> event) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            function.handleRequest(
                    new ByteArrayInputStream(Json.bytes(event)),
                    out,
                    contexts.apply(UUID.randomUUID().toString()));
            return JsonObject.of(Json.parse(out.toByteArray()));
        } catch (IOException | RuntimeException e) {
            return own(502, "Internal server error");
        }
    }

    /** An answer of API Gateway's own, in its form. */
    private static JsonObject own(int status, String message) {
        SequencedMap<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("statusCode", status);
        answer.put("headers", Map.of("Content-Type", "application/json"));
        answer.put("body", Json.write(Map.of("message", message)));
        return new JsonObject(answer);
    }

    private static SequencedMap<String, @Nullable Object> event(
            HttpExchange exchange, byte[] body) {
        String path = exchange.getRequestURI().getRawPath();
        SequencedMap<String, List<String>> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name, List.copyOf(values)));
        SequencedMap<String, List<String>> parameters =
                parameters(exchange.getRequestURI().getRawQuery());
        SequencedMap<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put("path", path);
        event.put("httpMethod", exchange.getRequestMethod());
        event.put("headers", last(headers));
        event.put("multiValueHeaders", headers);
        event.put("queryStringParameters", parameters.isEmpty() ? null : last(parameters));
        event.put("multiValueQueryStringParameters", parameters.isEmpty() ? null : parameters);
        event.put(
                "requestContext",
                Map.of("requestId", UUID.randomUUID().toString(), "path", path, "stage", "local"));
        putBody(event, body);
        return event;
    }

    /** As text where it is, else in Base64. */
    private static void putBody(SequencedMap<String, @Nullable Object> event, byte[] body) {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
            event.put("body", text.isEmpty() ? null : text);
            event.put("isBase64Encoded", false);
        } catch (CharacterCodingException e) {
            event.put("body", Base64.getEncoder().encodeToString(body));
            event.put("isBase64Encoded", true);
        }
    }

    private static SequencedMap<String, String> last(Map<String, List<String>> values) {
        SequencedMap<String, String> last = new LinkedHashMap<>();
        values.forEach((name, all) -> last.put(name, all.getLast()));
        return last;
    }

    private static SequencedMap<String, List<String>> parameters(@Nullable String query) {
        SequencedMap<String, List<String>> parameters = new LinkedHashMap<>();
        if (query != null) {
            for (String parameter : query.split("&", -1)) {
                int end = parameter.indexOf('=');
                String name = decoded(end < 0 ? parameter : parameter.substring(0, end));
                if (!name.isEmpty()) {
                    parameters
                            .computeIfAbsent(name, any -> new ArrayList<>())
                            .add(end < 0 ? "" : decoded(parameter.substring(end + 1)));
                }
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static void send(HttpExchange exchange, JsonObject answer) throws IOException {
        answer.object("headers")
                .fields()
                .forEach(
                        (name, value) ->
                                exchange.getResponseHeaders().set(name, String.valueOf(value)));
        byte[] body = answer.text("body").orElse("").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(
                answer.number("statusCode").orElseThrow().intValue(),
                body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}

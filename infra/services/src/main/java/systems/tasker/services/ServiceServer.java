package systems.tasker.services;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import systems.tasker.json.InvalidJson;
import systems.tasker.json.Json;
import systems.tasker.json.JsonObject;

/**
 * The HTTP around a service: faults, idempotency keys, the response time, the log. A request's
 * effect and the answer kept under its idempotency key are one transaction.
 */
final class ServiceServer implements AutoCloseable {
    private static final int MAX_BODY_BYTES = 1024 * 1024;

    private final String name;
    private final Service service;
    private final State state;
    private final RequestLog log;
    private final InstantSource clock;
    private final Faults faults = new Faults();
    private final HttpServer http;

    private ServiceServer(
            String name,
            Service service,
            State state,
            RequestLog log,
            InstantSource clock,
            HttpServer http) {
        this.name = name;
        this.service = service;
        this.state = state;
        this.log = log;
        this.clock = clock;
        this.http = http;
    }

    /** Serves at a free port of the loopback interface. */
    static ServiceServer start(
            String name,
            Service service,
            State state,
            RequestLog log,
            InstantSource clock,
            Executor executor) {
        try {
            HttpServer http =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            ServiceServer server = new ServiceServer(name, service, state, log, clock, http);
            http.createContext("/", server::serve);
            http.setExecutor(executor);
            http.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Faults faults() {
        return faults;
    }

    String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    @Override
    public void close() {
        http.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        long start = System.nanoTime();
        Optional<Fault.Kind> fault = faults.next();
        Answer answer;
        try {
            byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
            if (fault.orElse(null) instanceof Fault.Delay(var duration)) {
                Thread.sleep(duration);
            }
            answer = answer(exchange, body, fault.orElse(null));
        } catch (SQLException | RuntimeException e) {
            answer = Answer.error(500, "internal_error", String.valueOf(e));
        } catch (InterruptedException e) {
            exchange.close();
            return;
        }
        boolean silent = fault.filter(ServiceServer::withholdsTheAnswer).isPresent();
        BigDecimal duration =
                BigDecimal.valueOf(System.nanoTime() - start, 6).setScale(2, RoundingMode.HALF_UP);
        log(exchange, silent ? null : answer.status(), duration, fault);
        if (silent) {
            exchange.close();
        } else {
            send(exchange, answer.with("x-response-time", duration.toPlainString()));
        }
    }

    private static boolean withholdsTheAnswer(Fault.Kind fault) {
        return switch (fault) {
            case Fault.Drop _, Fault.Lost _ -> true;
            case Fault.Status _, Fault.Delay _ -> false;
        };
    }

    private Answer answer(HttpExchange exchange, byte[] body, Fault.@Nullable Kind fault)
            throws SQLException {
        Request request;
        try {
            request = request(exchange, body);
        } catch (InvalidJson | IllegalArgumentException e) {
            return Answer.error(400, "bad_request", String.valueOf(e.getMessage()));
        }
        state.transaction(tables -> tables.count("calls", request));
        return switch (fault) {
            case Fault.Status(int code, OptionalInt retryAfter) -> failing(code, retryAfter);
            case Fault.Drop _ -> Answer.error(503, "dropped", "Never sent.");
            case Fault.Lost _, Fault.Delay _ -> once(request);
            case null -> once(request);
        };
    }

    /**
     * Answers, and where that has an effect, keeps the answer under the request's idempotency key.
     * An answer without an effect is not kept: what was refused may be asked again.
     */
    private Answer once(Request request) throws SQLException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return state.transaction(
                tables -> {
                    Optional<String> key =
                            request.idempotencyKey().filter(_ -> !request.method().equals("GET"));
                    Optional<Tables.KeptAnswer> kept =
                            key.isEmpty() ? Optional.empty() : tables.kept(request, key.get());
                    if (kept.isPresent()) {
                        return kept.get().fingerprint().equals(request.fingerprint())
                                ? kept.get().answer().with("Idempotent-Replayed", "true")
                                : Answer.error(
                                        422,
                                        "idempotency_key_reused",
                                        "This idempotency key belongs to another request.");
                    }
                    Answer answer = service.answer(request, tables, now);
                    if (answer.success() && !request.method().equals("GET")) {
                        tables.count("effects", request);
                        if (key.isPresent()) {
                            tables.keep(request, key.get(), answer);
                        }
                    }
                    return answer;
                });
    }

    private static Answer failing(int code, OptionalInt retryAfter) {
        Answer answer = Answer.error(code, "fault", "The fault " + code + " is switched on here.");
        return retryAfter.isEmpty()
                ? answer
                : answer.with("Retry-After", String.valueOf(retryAfter.getAsInt()));
    }

    private Request request(HttpExchange exchange, byte[] body) {
        if (body.length > MAX_BODY_BYTES) {
            throw new IllegalArgumentException("The body is larger than " + MAX_BODY_BYTES);
        }
        Object json = body.length == 0 ? new LinkedHashMap<>() : Json.parse(body);
        if (!(json instanceof SequencedMap<?, ?>)) {
            throw new IllegalArgumentException("The body must be a JSON object");
        }
        return new Request(
                name,
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                query(exchange.getRequestURI()),
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Idempotency-Key")),
                JsonObject.of(json));
    }

    private static SequencedMap<String, String> query(URI uri) {
        SequencedMap<String, String> query = new LinkedHashMap<>();
        String raw = uri.getRawQuery();
        if (raw != null) {
            for (String parameter : raw.split("&", -1)) {
                int end = parameter.indexOf('=');
                if (end > 0) {
                    query.put(
                            decoded(parameter.substring(0, end)),
                            decoded(parameter.substring(end + 1)));
                }
            }
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        try (exchange) {
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            boolean empty = answer.status() == 204 || answer.status() == 304;
            byte[] body = empty ? new byte[0] : Json.bytes(answer.body());
            exchange.sendResponseHeaders(answer.status(), empty ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** Before the answer is sent, so that whoever has the answer finds the line. */
    private void log(
            HttpExchange exchange,
            @Nullable Integer status,
            BigDecimal duration,
            Optional<Fault.Kind> fault)
            throws IOException {
        SequencedMap<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("timestamp", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
        line.put("service", name);
        line.put("method", exchange.getRequestMethod());
        line.put("path", exchange.getRequestURI().getPath());
        line.put("status", status);
        line.put("duration_ms", duration);
        line.put("correlation_id", exchange.getRequestHeaders().getFirst("X-Correlation-ID"));
        line.put("idempotency_key", exchange.getRequestHeaders().getFirst("Idempotency-Key"));
        fault.ifPresent(kind -> line.put("fault", kind.toString()));
        log.write(line);
    }
}

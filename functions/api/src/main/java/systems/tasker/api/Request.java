package systems.tasker.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import systems.tasker.json.JsonObject;

/**
 * A request, as a proxy integration of a REST API delivers it: the path with its percent-encoding,
 * parameters without, and null for whatever there is none of.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html">Invoking a
 *     Lambda function using an Amazon API Gateway endpoint</a>
 */
final class Request {
    private final JsonObject event;
    private final String method;
    private final List<String> segments;
    private final SequencedMap<String, List<String>> headers;
    private final SequencedMap<String, List<String>> parameters;

    private Request(JsonObject event) {
        this.event = event;
        this.method = event.text("httpMethod").orElse("GET").toUpperCase(Locale.ROOT);
        this.segments = segments(path());
        this.headers =
                values("multiValueHeaders", "headers", name -> name.toLowerCase(Locale.ROOT));
        this.parameters =
                values(
                        "multiValueQueryStringParameters",
                        "queryStringParameters",
                        UnaryOperator.identity());
    }

    static Request of(JsonObject event) {
        return new Request(event);
    }

    private String path() {
        return event.text("path").orElse("/");
    }

    private static List<String> segments(String path) {
        return Arrays.stream(path.substring(path.startsWith("/") ? 1 : 0).split("/", -1))
                .map(Request::decoded)
                .toList();
    }

    /** What is no percent-encoding is taken as it stands. */
    private static String decoded(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return segment;
        }
    }

    private SequencedMap<String, List<String>> values(
            String many, String single, UnaryOperator<String> name) {
        SequencedMap<String, List<String>> values = new LinkedHashMap<>();
        for (Map.Entry<String, ?> each : event.object(many).fields().entrySet()) {
            if (each.getValue() instanceof List<?> list) {
                for (Object value : list) {
                    add(values, name.apply(each.getKey()), value);
                }
            }
        }
        if (values.isEmpty()) {
            event.object(single)
                    .fields()
                    .forEach((key, value) -> add(values, name.apply(key), value));
        }
        return values;
    }

    private static void add(
            SequencedMap<String, List<String>> values, String name, @Nullable Object value) {
        values.computeIfAbsent(name, key -> new ArrayList<>())
                .add(value == null ? "" : String.valueOf(value));
    }

    String method() {
        return method;
    }

    /** The parts of its path, decoded. */
    List<String> segments() {
        return segments;
    }

    /** The path as whoever asks sees it, with a stage before it. */
    String visiblePath() {
        return event.text("requestContext", "path").orElseGet(this::path);
    }

    /** What API Gateway calls it; empty where it does not. */
    String id() {
        return event.text("requestContext", "requestId").orElse("");
    }

    /** All values of a header. */
    List<String> header(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, List.of());
    }

    /** Its query parameters by name, each with all its values. */
    SequencedMap<String, List<String>> parameters() {
        return parameters;
    }

    /** Its body in bytes; none where it has none. */
    byte[] body() {
        String text = event.text("body").orElse("");
        return event.flag("isBase64Encoded").orElse(false)
                ? Base64.getDecoder().decode(text)
                : text.getBytes(StandardCharsets.UTF_8);
    }
}

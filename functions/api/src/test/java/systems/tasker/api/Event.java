package systems.tasker.api;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import systems.tasker.json.Json;

/** A request as API Gateway gives it to a function, in all the fields of a proxy integration. */
record Event(
        String method,
        String path,
        SequencedMap<String, List<String>> headers,
        SequencedMap<String, List<String>> parameters,
        @Nullable String body,
        boolean base64) {

    static final String REQUEST_ID = "c6af9ac6-7b61-11e6-9a41-93e8d1c4a9f0";

    static Event of(String method, String path) {
        return new Event(method, path, new LinkedHashMap<>(), new LinkedHashMap<>(), null, false)
                .header("Accept", "*/*")
                .header("Host", "abc123.execute-api.eu-west-1.amazonaws.com")
                .header("X-Forwarded-For", "192.0.2.1, 192.0.2.2");
    }

    Event header(String name, String value) {
        return new Event(method, path, with(headers, name, value), parameters, body, base64);
    }

    Event parameter(String name, String value) {
        return new Event(method, path, headers, with(parameters, name, value), body, base64);
    }

    private static SequencedMap<String, List<String>> with(
            SequencedMap<String, List<String>> values, String name, String value) {
        SequencedMap<String, List<String>> more = new LinkedHashMap<>(values);
        List<String> all = new ArrayList<>(more.getOrDefault(name, List.of()));
        all.add(value);
        more.put(name, all);
        return more;
    }

    Event json(@Nullable Object value) {
        return header("Content-Type", "application/json").text(Json.write(value));
    }

    Event text(String text) {
        return new Event(method, path, headers, parameters, text, false);
    }

    Event bytes(byte[] bytes) {
        return new Event(
                method, path, headers, parameters, Base64.getEncoder().encodeToString(bytes), true);
    }

    /** The event. */
    byte[] json() {
        SequencedMap<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put("resource", "/{proxy+}");
        event.put("path", path);
        event.put("httpMethod", method);
        event.put("headers", last(headers));
        event.put("multiValueHeaders", headers);
        event.put("queryStringParameters", parameters.isEmpty() ? null : last(parameters));
        event.put("multiValueQueryStringParameters", parameters.isEmpty() ? null : parameters);
        event.put("pathParameters", null);
        event.put("stageVariables", null);
        event.put(
                "requestContext",
                Map.of(
                        "accountId",
                        "123456789012",
                        "stage",
                        "live",
                        "path",
                        "/live" + path,
                        "requestId",
                        REQUEST_ID,
                        "httpMethod",
                        method,
                        "identity",
                        Map.of("sourceIp", "192.0.2.1")));
        event.put("body", body);
        event.put("isBase64Encoded", base64);
        return Json.write(event).getBytes(StandardCharsets.UTF_8);
    }

    private static SequencedMap<String, String> last(Map<String, List<String>> values) {
        SequencedMap<String, String> last = new LinkedHashMap<>();
        values.forEach((name, all) -> last.put(name, all.getLast()));
        return last;
    }
}

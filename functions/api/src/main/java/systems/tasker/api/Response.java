package systems.tasker.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import systems.tasker.json.Json;

/**
 * What is answered.
 *
 * @param body text; empty where there is none
 */
record Response(int status, SequencedMap<String, String> headers, String body) {
    Response {
        headers = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(headers));
    }

    static Response json(int status, @Nullable Object value) {
        return of(status, "application/json", Json.write(value));
    }

    static Response problem(int status, Map<String, @Nullable Object> details) {
        return of(status, "application/problem+json", Json.write(details));
    }

    /** A text; nobody but who asked may keep it, and it is taken for what it says it is. */
    static Response of(int status, String contentType, String body) {
        SequencedMap<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", contentType);
        headers.put("Cache-Control", "no-store");
        headers.put("X-Content-Type-Options", "nosniff");
        return new Response(status, headers, body);
    }

    Response with(String header, String value) {
        SequencedMap<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Response(status, more, body);
    }

    Response withoutBody() {
        return new Response(status, headers, "");
    }

    /** As API Gateway takes it from a proxy integration. */
    Map<String, @Nullable Object> event() {
        SequencedMap<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put("statusCode", status);
        event.put("headers", headers);
        event.put("body", body);
        event.put("isBase64Encoded", false);
        return event;
    }
}

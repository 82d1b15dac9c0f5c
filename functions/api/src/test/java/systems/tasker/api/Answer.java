package systems.tasker.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import systems.tasker.json.Json;
import systems.tasker.json.JsonObject;

/** What was answered. */
public record Answer(int status, SequencedMap<String, String> headers, String body) {
    /** Names of headers are the same in small letters and in capitals. */
    public Answer {
        SequencedMap<String, String> any = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        any.putAll(headers);
        headers = any;
    }

    /** From what a function gives to API Gateway. */
    static Answer of(byte[] event) {
        JsonObject given = JsonObject.of(Json.parse(event));
        SequencedMap<String, String> headers = new TreeMap<>();
        given.object("headers")
                .fields()
                .forEach((name, value) -> headers.put(name, String.valueOf(value)));
        return new Answer(
                given.number("statusCode").orElseThrow().intValue(),
                headers,
                given.text("body").orElseThrow());
    }

    /** The value of a header; empty where it has none. */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** Its body. */
    public JsonObject json() {
        return JsonObject.of(Json.parse(body));
    }

    String text(String... path) {
        return json().text(path).orElseThrow();
    }

    List<JsonObject> objects(String field) {
        return Catalogue.objects(json().value(field));
    }

    /** It must be this. */
    public Answer is(int expected) {
        assertEquals(expected, status, this::toString);
        return this;
    }

    /** It must be a problem of this type. */
    Answer isProblem(int expected, String type) {
        is(expected);
        assertEquals("application/problem+json", header("Content-Type"));
        assertEquals("urn:tasker:problem:" + type, text("type"), body);
        assertEquals(Event.REQUEST_ID, text("request_id"));
        return this;
    }

    /** Each violation as "path: message", on a line of its own. */
    String violations() {
        return objects("violations").stream()
                .map(
                        each ->
                                each.text("path").orElseThrow()
                                        + ": "
                                        + each.text("message").orElseThrow())
                .collect(Collectors.joining("\n"));
    }

    String detail() {
        return text("detail");
    }
}

package systems.tasker.api;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import systems.tasker.json.InvalidJson;
import systems.tasker.json.Json;
import systems.tasker.json.JsonObject;
import systems.tasker.json.JsonText;
import systems.tasker.service.TaskService;
import systems.tasker.service.Violation;

/** The JSON object in a request: says of all its fields at once what is wrong with them. */
final class Body {
    /** In bytes: a context, and what stands around it. */
    static final int LIMIT = TaskService.MAX_CONTEXT_BYTES + 16 * 1024;

    /** Of a reason, in characters: up to 50 stand in an item. */
    static final int LONGEST_REASON = 1_000;

    private final JsonObject fields;
    private final List<Violation> violations = new ArrayList<>();

    private Body(JsonObject fields) {
        this.fields = fields;
    }

    /**
     * Reads a body with these fields.
     *
     * @throws Problem where it is no JSON object
     */
    static Body of(Request request, String... known) {
        byte[] bytes = bytes(request);
        if (bytes.length > LIMIT) {
            throw tooLarge("The body", bytes.length, LIMIT);
        }
        if (bytes.length > 0) {
            contentMustBeJson(request);
        }
        if (!(parsed(bytes) instanceof Map<?, ?> map)) {
            throw new Problem(
                    ProblemKind.INVALID_REQUEST,
                    "The body must be a JSON object",
                    List.of(new Violation("", "must be a JSON object")));
        }
        Body body = new Body(JsonObject.of(map));
        body.mustKnow(List.of(known));
        return body;
    }

    /** Likewise, where a request without a body is one with an empty object. */
    static Body orEmpty(Request request, String... known) {
        return bytes(request).length == 0 ? new Body(JsonObject.EMPTY) : of(request, known);
    }

    private static byte[] bytes(Request request) {
        try {
            return request.body();
        } catch (IllegalArgumentException e) {
            throw new Problem(ProblemKind.INVALID_JSON, "The body is not the Base64 it should be");
        }
    }

    private static @Nullable Object parsed(byte[] bytes) {
        try {
            return Json.parse(bytes);
        } catch (InvalidJson e) {
            throw new Problem(ProblemKind.INVALID_JSON, String.valueOf(e.getMessage()));
        }
    }

    private static void contentMustBeJson(Request request) {
        List<String> given = request.header("content-type");
        boolean json =
                given.size() == 1
                        && given.getFirst()
                                .toLowerCase(Locale.ROOT)
                                .replaceAll("[\\s\"]", "")
                                .matches("application/json(;charset=utf-8)?;?");
        if (!json) {
            throw new Problem(
                    ProblemKind.UNSUPPORTED_CONTENT_TYPE,
                    "The body must have the content type `application/json`, and be UTF-8",
                    Map.of("Accept", "application/json"));
        }
    }

    private static Problem tooLarge(String what, int bytes, int limit) {
        return new Problem(
                ProblemKind.TOO_LARGE,
                what + " has " + bytes + " bytes; " + limit + " are allowed");
    }

    private void mustKnow(List<String> known) {
        for (String name : fields.fields().keySet()) {
            if (!known.contains(name)) {
                wrong(name, "is not known; known are: " + String.join(", ", known));
            }
        }
    }

    /** Notes that something is wrong with a field. */
    void wrong(String field, String message) {
        violations.add(new Violation("/" + field.replace("~", "~0").replace("/", "~1"), message));
    }

    boolean has(String field) {
        return fields.fields().containsKey(field);
    }

    /** A text that may be left out. */
    Optional<String> text(String field) {
        if (has(field) && fields.text(field).isEmpty()) {
            wrong(field, "must be a string");
        }
        return fields.text(field);
    }

    /** A text; empty where it is not there, which is noted. */
    String mustHaveText(String field) {
        if (!has(field)) {
            wrong(field, "is required");
        }
        String text = text(field).orElse("");
        if (fields.text(field).isPresent() && text.isBlank()) {
            wrong(field, "must not be blank");
        }
        return text;
    }

    /** Why, for the audit trail. */
    String mustHaveReason() {
        String reason = mustHaveText("reason");
        if (reason.codePointCount(0, reason.length()) > LONGEST_REASON) {
            wrong("reason", "may have at most " + LONGEST_REASON + " characters");
        }
        return reason;
    }

    /** Texts that may be left out. */
    List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        if (fields.value(field) instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                if (list.get(i) instanceof String text) {
                    texts.add(text);
                } else {
                    violations.add(new Violation("/" + field + "/" + i, "must be a string"));
                }
            }
        } else if (has(field)) {
            wrong(field, "must be an array of strings");
        }
        return texts;
    }

    /** The context of a task. */
    JsonText mustHaveContext() {
        Object context = fields.value("context");
        if (!(context instanceof Map)) {
            wrong("context", has("context") ? "must be a JSON object" : "is required");
            return JsonText.EMPTY_OBJECT;
        }
        JsonText text = JsonText.of(context);
        int size = text.text().getBytes(StandardCharsets.UTF_8).length;
        if (size > TaskService.MAX_CONTEXT_BYTES) {
            throw tooLarge("The context", size, TaskService.MAX_CONTEXT_BYTES);
        }
        return text;
    }

    /** Any value; an empty object where it is left out. */
    JsonText anything(String field) {
        return has(field) ? JsonText.of(fields.value(field)) : JsonText.EMPTY_OBJECT;
    }

    /**
     * To be asked when all has been read.
     *
     * @throws Problem with all that was noted
     */
    void mustBeValid() {
        if (!violations.isEmpty()) {
            throw new Problem(
                    ProblemKind.INVALID_REQUEST,
                    "Not all that is in the body can be used",
                    violations);
        }
    }
}

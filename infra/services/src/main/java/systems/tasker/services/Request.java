package systems.tasker.services;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import systems.tasker.json.Json;
import systems.tasker.json.JsonObject;

/**
 * What a service is asked.
 *
 * @param service which one
 * @param path decoded, without the query
 * @param query the parameters of the query, decoded
 */
record Request(
        String service,
        String method,
        String path,
        SequencedMap<String, String> query,
        Optional<String> idempotencyKey,
        JsonObject body) {

    /** Whether it is this method on a path of these segments; {@code *} stands for any one. */
    boolean is(String wantedMethod, String... segments) {
        List<String> own = segments();
        if (!method.equals(wantedMethod) || own.size() != segments.length) {
            return false;
        }
        for (int i = 0; i < segments.length; i++) {
            if (!segments[i].equals("*") && !segments[i].equals(own.get(i))) {
                return false;
            }
        }
        return true;
    }

    String lastSegment() {
        return segments().getLast();
    }

    private List<String> segments() {
        return List.of(path.substring(1).split("/", -1));
    }

    /** Those of the body's fields that should be texts with something in them, and are not. */
    List<String> missing(String... fields) {
        List<String> missing = new ArrayList<>();
        for (String field : fields) {
            if (body.text(field).filter(text -> !text.isBlank()).isEmpty()) {
                missing.add(field);
            }
        }
        return missing;
    }

    /** Tells this request from others under the same idempotency key. */
    String fingerprint() {
        String text = method + " " + path + " " + Json.write(body);
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The answer that names what is missing. */
    static Answer incomplete(List<String> missing) {
        return Answer.error(422, "missing_fields", "Missing: " + String.join(", ", missing) + ".")
                .saying("missing", missing);
    }

    /** The answer to what this service does not know. */
    Answer noSuchResource() {
        return Answer.error(404, "no_such_resource", "Nothing at " + method + " " + path + ".");
    }
}

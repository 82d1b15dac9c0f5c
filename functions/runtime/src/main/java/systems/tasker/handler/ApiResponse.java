package systems.tasker.handler;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import systems.tasker.json.JsonObject;

/**
 * What a service answered.
 *
 * @param headers by lower-case name
 * @param body the JSON of the body as plain values; the text where it is not JSON; null where empty
 * @param size of the body, in bytes
 */
public record ApiResponse(
        int status, SequencedMap<String, String> headers, @Nullable Object body, int size) {

    public ApiResponse {
        headers = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(headers));
    }

    /** Whether the status is 2xx. */
    public boolean success() {
        return status >= 200 && status < 300;
    }

    /** A header, by name in any case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The body as an object; an empty one where it is something else. */
    public JsonObject object() {
        return JsonObject.of(body);
    }
}

package systems.tasker.handler;

import java.time.Duration;
import java.time.Instant;
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

    /**
     * How long the service asks to wait before the next try, in whole seconds, rounded up. A date
     * counts from the service's own clock where the response tells it, so that two clocks that
     * differ do not matter. Empty where the header is absent or neither seconds nor a date.
     */
    public Optional<Duration> retryAfter() {
        Instant now = header("Date").flatMap(RetryAfterHeader::date).orElseGet(Instant::now);
        return header("Retry-After").flatMap(value -> RetryAfterHeader.parse(value, now));
    }

    /** The body as an object; an empty one where it is something else. */
    public JsonObject object() {
        return JsonObject.of(body);
    }
}

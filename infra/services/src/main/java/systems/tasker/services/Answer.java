package systems.tasker.services;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a service answers.
 *
 * @param headers of this answer alone
 * @param body a JSON object
 */
record Answer(
        int status,
        SequencedMap<String, String> headers,
        SequencedMap<String, @Nullable Object> body) {

    Answer {
        headers = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(headers));
        body = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(body));
    }

    /** Without headers. */
    Answer(int status, SequencedMap<String, @Nullable Object> body) {
        this(status, new LinkedHashMap<>(), body);
    }

    /** An error, by a stable name and a sentence. */
    static Answer error(int status, String error, String message) {
        SequencedMap<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("error", error);
        body.put("message", message);
        return new Answer(status, body);
    }

    static Answer unknownUser(String id) {
        return error(404, "unknown_user", "There is no user `" + id + "`.");
    }

    Answer with(String header, String value) {
        SequencedMap<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body);
    }

    /** With one more field in the body. */
    Answer saying(String field, Object value) {
        SequencedMap<String, @Nullable Object> more = new LinkedHashMap<>(body);
        more.put(field, value);
        return new Answer(status, headers, more);
    }

    boolean success() {
        return status >= 200 && status < 300;
    }
}

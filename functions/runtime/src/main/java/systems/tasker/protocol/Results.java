package systems.tasker.protocol;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import systems.tasker.PermanentError;
import systems.tasker.json.JsonText;

/** What a handler may return. */
final class Results {
    /** An item of the table may have 400 KB; the rest is for what else stands in it. */
    static final int MAX_BYTES = 350 * 1024;

    private Results() {}

    /**
     * The results as JSON.
     *
     * @throws PermanentError {@code RESULT_NOT_JSON} or {@code RESULT_TOO_LARGE}
     */
    static JsonText json(@Nullable Object results) {
        JsonText json;
        try {
            json = JsonText.of(results);
        } catch (IllegalArgumentException e) {
            throw new PermanentError(
                    "The handler returned " + e.getMessage(), "RESULT_NOT_JSON", Map.of());
        }
        int size = json.size();
        if (size > MAX_BYTES) {
            throw new PermanentError(
                    "The results have " + size + " bytes; a step can keep " + MAX_BYTES,
                    "RESULT_TOO_LARGE",
                    Map.of("result_bytes", size));
        }
        return json;
    }
}

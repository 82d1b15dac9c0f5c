package systems.tasker.json;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A value as its JSON text: the form in which items hold contexts and results, so that what nobody
 * looks into is neither parsed nor written again.
 */
public record JsonText(String text) {
    /** The text of an empty object. */
    public static final JsonText EMPTY_OBJECT = new JsonText("{}");

    /**
     * The text of a value.
     *
     * @throws IllegalArgumentException where it is not JSON
     */
    public static JsonText of(@Nullable Object value) {
        return value instanceof JsonText json ? json : new JsonText(Json.write(value));
    }

    /** A text that another writer than ours has made, such that UTF-8 can hold it. */
    public static JsonText written(String json) {
        return new JsonText(Json.encodable(json));
    }

    /** The value that the text stands for. */
    public @Nullable Object value() {
        return Json.parse(text);
    }

    /** The object that the text stands for; an empty one where it is another value. */
    public JsonObject object() {
        return JsonObject.of(value());
    }

    /** Its size in bytes, as UTF-8. */
    public int size() {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}

package systems.tasker.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object to look into by path: {@code context.text("user_info", "email")}. What is not
 * there, or is of another kind, is empty: a handler says what it needs and classifies the absence
 * itself.
 */
public record JsonObject(SequencedMap<String, @Nullable Object> fields) {
    /** The object without fields. */
    public static final JsonObject EMPTY = new JsonObject(new LinkedHashMap<>());

    public JsonObject {
        fields = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(fields));
    }

    /** The object that a parsed value is, or the empty one. */
    public static JsonObject of(@Nullable Object value) {
        if (value instanceof JsonObject object) {
            return object;
        }
        if (!(value instanceof Map<?, ?> map) || map.isEmpty()) {
            return EMPTY;
        }
        SequencedMap<String, @Nullable Object> fields = new LinkedHashMap<>();
        map.forEach((name, field) -> fields.put((String) name, field));
        return new JsonObject(fields);
    }

    /** Whatever is at the path; null where nothing is. */
    public @Nullable Object value(String... path) {
        Object value = fields;
        for (String name : path) {
            value = value instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return value;
    }

    /** The string at the path. */
    public Optional<String> text(String... path) {
        return value(path) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** The number at the path. */
    public Optional<Number> number(String... path) {
        return value(path) instanceof Number number ? Optional.of(number) : Optional.empty();
    }

    /** The Boolean at the path. */
    public Optional<Boolean> flag(String... path) {
        return value(path) instanceof Boolean flag ? Optional.of(flag) : Optional.empty();
    }

    /** The object at the path; the empty one where there is none. */
    public JsonObject object(String... path) {
        return of(value(path));
    }

    /** Whether there is no field. */
    public boolean isEmpty() {
        return fields.isEmpty();
    }
}

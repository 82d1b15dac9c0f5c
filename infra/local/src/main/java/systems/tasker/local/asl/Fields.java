package systems.tasker.local.asl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** An object of a machine's JSON while it is read: what nobody has taken at the end is refused. */
final class Fields {
    private final String where;
    private final SequencedMap<String, @Nullable Object> left = new LinkedHashMap<>();

    /**
     * The fields of an object.
     *
     * @param where names the object at the start of a sentence
     */
    Fields(String where, @Nullable Object json) {
        this.where = where;
        if (!(json instanceof Map<?, ?> object)) {
            throw new InvalidMachine(where + " is not a JSON object");
        }
        object.forEach((name, value) -> left.put((String) name, value));
    }

    InvalidMachine invalid(String saying) {
        return new InvalidMachine(where + " " + saying);
    }

    boolean has(String name) {
        return left.containsKey(name);
    }

    boolean isText(String name) {
        return left.get(name) instanceof String;
    }

    @Nullable Object take(String name) {
        return left.remove(name);
    }

    @Nullable String optionalText(String name) {
        Object value = left.get(name);
        if (has(name) && !(value instanceof String)) {
            throw invalid("has a `" + name + "` that is not a string");
        }
        left.remove(name);
        return (String) value;
    }

    String text(String name) {
        String text = optionalText(name);
        if (text == null) {
            throw invalid("has no `" + name + "`");
        }
        return text;
    }

    @Nullable Integer optionalInteger(String name, int minimum) {
        if (!has(name)) {
            return null;
        }
        if (take(name) instanceof Number number
                && number.longValue() >= minimum
                && number.longValue() <= 99_999_999
                && number.doubleValue() == number.longValue()) {
            return number.intValue();
        }
        throw invalid("has a `" + name + "` that is not an integer from " + minimum);
    }

    /** The elements of an array, each an object, named after the array; none where it is absent. */
    List<Fields> objects(String name) {
        List<Fields> objects = new ArrayList<>();
        for (Object element : array(name)) {
            objects.add(new Fields(where + ", `" + name + "[" + objects.size() + "]`", element));
        }
        return objects;
    }

    /** The strings of an array that must hold some. */
    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (Object element : array(name)) {
            if (!(element instanceof String text)) {
                throw invalid("has a `" + name + "` with something else than strings");
            }
            texts.add(text);
        }
        if (texts.isEmpty()) {
            throw invalid("has no `" + name + "`");
        }
        return texts;
    }

    private List<?> array(String name) {
        if (!has(name)) {
            return List.of();
        }
        if (take(name) instanceof List<?> array) {
            return array;
        }
        throw invalid("has a `" + name + "` that is not an array");
    }

    /** Refuses what was not taken. */
    void end() {
        if (!left.isEmpty()) {
            throw invalid(
                    "has the field `" + left.firstEntry().getKey() + "`, which is not supported");
        }
    }
}

package systems.tasker.compiler.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import systems.tasker.compiler.diagnostics.Place;

/** A node of a YAML document, with its place. */
sealed interface Node {
    Place place();

    /** What a person calls this kind of value. */
    String kind();

    /** Whether it is written, but holds no value. */
    default boolean isNothing() {
        return this instanceof Scalar scalar && scalar.value() == null;
    }

    /** Whether it holds nothing at all. */
    default boolean isEmpty() {
        return isNothing() || (this instanceof Items items && items.items().isEmpty());
    }

    /** As plain JSON values. */
    @Nullable Object json();

    /**
     * A scalar.
     *
     * @param value null, a Boolean, a Number or a String
     * @param plain whether it is written without quotes
     */
    record Scalar(@Nullable Object value, boolean plain, Place place) implements Node {
        @Override
        public String kind() {
            return switch (value) {
                case null -> "nothing";
                case Boolean b -> "a Boolean";
                case Number n -> "a number";
                default -> "a string";
            };
        }

        @Override
        public @Nullable Object json() {
            return value;
        }
    }

    record Items(List<Node> items, Place place) implements Node {
        @Override
        public String kind() {
            return "a list";
        }

        @Override
        public Object json() {
            List<@Nullable Object> list = new ArrayList<>();
            items.forEach(item -> list.add(item.json()));
            return list;
        }
    }

    record Fields(List<Field> fields, Place place) implements Node {
        @Override
        public String kind() {
            return "a mapping";
        }

        @Override
        public SequencedMap<String, @Nullable Object> json() {
            SequencedMap<String, @Nullable Object> map = new LinkedHashMap<>();
            fields.forEach(field -> map.put(field.key().value(), field.value().json()));
            return map;
        }
    }

    record Field(Located<String> key, Node value) {}
}

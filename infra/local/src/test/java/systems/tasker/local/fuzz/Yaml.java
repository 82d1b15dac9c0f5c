package systems.tasker.local.fuzz;

import java.util.List;
import java.util.Map;

/**
 * Writes lists, mappings and scalars as YAML, in any of its styles. A scalar is written as it is.
 */
final class Yaml {
    private final StringBuilder text = new StringBuilder();
    private final Draw draw;

    private Yaml(Draw draw) {
        this.draw = draw;
    }

    static String of(Map<String, Object> document, Draw draw) {
        Yaml yaml = new Yaml(draw);
        yaml.block(document, 0);
        return yaml.text.append('\n').toString();
    }

    private void value(Object value, int indent) {
        boolean empty = value instanceof Map<?, ?> map ? map.isEmpty() : List.of().equals(value);
        if (value instanceof String || empty || draw.oneIn(8)) {
            text.append(' ');
            flow(value);
        } else {
            block(value, indent);
        }
    }

    private void block(Object value, int indent) {
        switch (value) {
            case Map<?, ?> map ->
                    map.forEach(
                            (key, field) -> {
                                line(indent);
                                text.append(key).append(':');
                                value(field, indent + 2);
                            });
            case List<?> list ->
                    list.forEach(
                            item -> {
                                line(indent);
                                text.append('-');
                                value(item, indent + 2);
                            });
            default -> text.append(' ').append(value);
        }
        if (draw.oneIn(60)) {
            text.append(" # comment");
        }
    }

    private void line(int indent) {
        if (!text.isEmpty()) {
            text.append('\n');
        }
        text.repeat(' ', indent);
    }

    private void flow(Object value) {
        switch (value) {
            case Map<?, ?> map -> {
                text.append('{');
                String between = "";
                for (Map.Entry<?, ?> field : map.entrySet()) {
                    text.append(between).append(field.getKey()).append(": ");
                    flow(field.getValue());
                    between = ", ";
                }
                text.append('}');
            }
            case List<?> list -> {
                text.append('[');
                String between = "";
                for (Object item : list) {
                    text.append(between);
                    flow(item);
                    between = ", ";
                }
                text.append(']');
            }
            default -> text.append(value);
        }
    }
}

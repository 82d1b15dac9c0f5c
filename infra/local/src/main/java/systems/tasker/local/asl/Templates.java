package systems.tasker.local.asl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import systems.tasker.asl.Jsonata;
import systems.tasker.asl.Template;

/** Reads the fields of a machine that may hold expressions, and compiles these. */
final class Templates {
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final int MAX_NAME = 80;

    private final Map<String, Expression> expressions = new HashMap<>();

    /** The expressions read so far, by their text. */
    Map<String, Expression> expressions() {
        return expressions;
    }

    SequencedMap<String, Template> assign(Fields fields) {
        SequencedMap<String, Template> assign = new LinkedHashMap<>();
        if (!fields.has("Assign")) {
            return assign;
        }
        if (!(fields.take("Assign") instanceof Map<?, ?> map)) {
            throw fields.invalid("has an `Assign` that is not an object");
        }
        map.forEach(
                (key, value) -> {
                    String name = (String) key;
                    if (!VARIABLE.matcher(name).matches()
                            || name.length() > MAX_NAME
                            || name.equals("states")) {
                        throw fields.invalid("assigns to `" + name + "`, which is no variable");
                    }
                    assign.put(name, new Template(value(fields, value, "Assign/" + name)));
                });
        return assign;
    }

    @Nullable Template output(Fields fields) {
        return template(fields, "Output");
    }

    @Nullable Template message(Fields fields, String name) {
        Template text = template(fields, name);
        if (text != null && !(text.json() instanceof String || text.json() instanceof Jsonata)) {
            throw fields.invalid("has a `" + name + "` that is neither a string nor an expression");
        }
        return text;
    }

    @Nullable Template seconds(Fields fields, String name, int minimum) {
        if (!fields.has(name)) {
            return null;
        }
        if (fields.isText(name)) {
            Template expression = template(fields, name);
            if (expression != null && expression.json() instanceof Jsonata) {
                return expression;
            }
            throw fields.invalid("has `" + name + "` that are neither a number nor an expression");
        }
        return new Template(fields.optionalInteger(name, minimum));
    }

    @Nullable Template template(Fields fields, String name) {
        return fields.has(name) ? new Template(value(fields, fields.take(name), name)) : null;
    }

    private @Nullable Object value(Fields fields, @Nullable Object json, String path) {
        return switch (json) {
            case String text -> text(fields, text, path);
            case List<?> array -> {
                List<@Nullable Object> values = new ArrayList<>();
                for (Object element : array) {
                    values.add(value(fields, element, path + "[" + values.size() + "]"));
                }
                yield values;
            }
            case Map<?, ?> object -> {
                SequencedMap<String, @Nullable Object> values = new LinkedHashMap<>();
                object.forEach(
                        (name, field) ->
                                values.put((String) name, value(fields, field, path + "/" + name)));
                yield values;
            }
            case null, default -> json;
        };
    }

    private Object text(Fields fields, String text, String path) {
        boolean opens = text.startsWith("{%");
        if (opens != text.endsWith("%}") || (opens && text.length() < 4)) {
            throw fields.invalid("has half of an expression's delimiters in `" + path + "`");
        }
        if (!opens) {
            return text;
        }
        Jsonata jsonata = new Jsonata(text.substring(2, text.length() - 2).strip());
        try {
            expressions.computeIfAbsent(jsonata.text(), Expression::compile);
        } catch (RuntimeException e) {
            throw fields.invalid(
                    "has something else than JSONata in `" + path + "`: " + e.getMessage());
        }
        return jsonata;
    }
}

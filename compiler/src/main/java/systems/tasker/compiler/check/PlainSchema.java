package systems.tasker.compiler.check;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The schemas that are plainly valid: they have only the commonest keywords of JSON Schema 2020-12,
 * and each as it must be. Getting the validator ready takes longer than the rest of compiling, and
 * these need none. A schema that is not plain may well be valid.
 */
final class PlainSchema {
    private static final Set<String> TYPES =
            Set.of("null", "boolean", "object", "array", "number", "string", "integer");

    private PlainSchema() {}

    static boolean is(@Nullable Object schema) {
        return schema instanceof Boolean
                || (schema instanceof Map<?, ?> keywords && areRight(keywords));
    }

    private static boolean areRight(Map<?, ?> keywords) {
        return keywords.entrySet().stream()
                .allMatch(keyword -> isRight(keyword.getKey(), keyword.getValue()));
    }

    private static boolean isRight(@Nullable Object keyword, @Nullable Object value) {
        return switch (String.valueOf(keyword)) {
            case "default", "const" -> true;
            case "title", "description", "format" -> value instanceof String;
            case "type" -> value instanceof String type && TYPES.contains(type);
            case "enum", "examples" -> value instanceof List;
            case "minimum", "maximum" -> value instanceof Number;
            case "minLength", "maxLength", "minItems", "maxItems" ->
                    value instanceof Integer count && count >= 0;
            case "required" -> value instanceof List<?> names && areNames(names);
            case "items", "additionalProperties" -> is(value);
            case "properties" ->
                    value instanceof Map<?, ?> properties
                            && properties.values().stream().allMatch(PlainSchema::is);
            default -> false;
        };
    }

    private static boolean areNames(List<?> names) {
        return names.stream().allMatch(name -> name instanceof String)
                && new HashSet<>(names).size() == names.size();
    }
}

package systems.tasker.compiler.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlainSchemaTest {
    private static final List<String> KEYWORDS =
            List.of(
                    "type",
                    "title",
                    "description",
                    "format",
                    "default",
                    "const",
                    "enum",
                    "examples",
                    "minimum",
                    "maximum",
                    "minLength",
                    "maxLength",
                    "minItems",
                    "maxItems",
                    "required",
                    "items",
                    "additionalProperties",
                    "properties",
                    "pattern",
                    "$ref",
                    "$schema",
                    "unknown");

    private final Random random = new Random(20_261_125);

    @Test
    void whatIsPlainIsValid() {
        int plain = 0;
        for (int round = 0; round < 4_000; round++) {
            Map<String, @Nullable Object> schema = schema(2);
            if (PlainSchema.is(schema)) {
                plain++;
                assertEquals(
                        List.of(),
                        SchemaCheck.errors(schema, SchemaCheck.DEFAULT_DIALECT),
                        schema::toString);
            }
        }
        assertTrue(plain > 400, plain + " are plain");
    }

    @Test
    void anEmptySchemaIsPlain() {
        assertTrue(PlainSchema.is(Map.of()));
    }

    private Map<String, @Nullable Object> schema(int depth) {
        Map<String, @Nullable Object> schema = new LinkedHashMap<>();
        for (int count = random.nextInt(4); count > 0; count--) {
            String keyword = KEYWORDS.get(random.nextInt(KEYWORDS.size()));
            schema.put(keyword, value(depth));
        }
        return schema;
    }

    private @Nullable Object value(int depth) {
        return switch (random.nextInt(depth > 0 ? 11 : 8)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextInt(-2, 3);
            case 3 -> 1.5;
            case 4, 5 -> List.of("string", "object", "", "[", "no type").get(random.nextInt(5));
            case 6 -> list("a", "b");
            case 7 -> list("a", "a");
            case 8 -> list(1, null);
            case 9 -> schema(depth - 1);
            default -> properties(depth - 1);
        };
    }

    private Map<String, @Nullable Object> properties(int depth) {
        Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        properties.put("a", schema(depth));
        properties.put("[", random.nextBoolean() ? value(depth) : schema(depth));
        return properties;
    }

    private static List<@Nullable Object> list(@Nullable Object... items) {
        return new ArrayList<>(Arrays.asList(items));
    }
}

package systems.tasker.local.fuzz;

import java.util.ArrayList;
import java.util.List;
import systems.tasker.json.Json;
import systems.tasker.json.JsonObject;

/**
 * Contexts: JSON by the schema of a workflow, with something odd in one place or the other, and
 * then some accidents.
 */
final class ContextInputs extends BytesInputs {
    /** JSON, and what is nearly JSON. */
    private static final List<String> WORDS =
            List.of(
                    "null",
                    "true",
                    "false",
                    "0",
                    "-0",
                    "-1",
                    "1.5",
                    "1e999",
                    "-1e-999",
                    "1e400000000",
                    "0.1234567890123456789012345678901234567890",
                    "99999999999999999999999999999999",
                    "01",
                    "1.",
                    ".5",
                    "+1",
                    "0x10",
                    "NaN",
                    "Infinity",
                    "\"\"",
                    "\"x\"",
                    "\"\\u0000\"",
                    "\"\\ud800\"",
                    "\"\\udc00\\ud800\"",
                    "\"\\ud83d\\ude80\"",
                    "\"\\x\"",
                    "\"",
                    "'x'",
                    "[]",
                    "{}",
                    "[[[]]]",
                    "{\"a\":{\"b\":[{}]}}",
                    "[1,]",
                    "{\"a\":1,}",
                    "{a:1}",
                    "{\"a\":1,\"a\":2}",
                    "{\"\":\"\"}",
                    "{\"__proto__\":{}}",
                    "// x",
                    "/* x */",
                    "\"a@b\"",
                    "\"a@b.example\"",
                    "\"@\"",
                    "\"free\"",
                    "\"pro\"",
                    "\"2026-02-30\"",
                    "\"{% 1 %}\"",
                    "\"${x}\"",
                    "\"' OR 1=1 --\"",
                    ",",
                    ":",
                    "{",
                    "}",
                    "[",
                    "]");

    private final List<JsonObject> schemas;

    /** Of contexts that these schemas let through, more or less. */
    ContextInputs(List<String> schemas) {
        this.schemas = schemas.stream().map(text -> JsonObject.of(Json.parse(text))).toList();
    }

    @Override
    public byte[] drawn(Draw draw) {
        String text = new Value(draw, draw.one(4, 10, 40, 1_000_000)).of(draw.one(schemas));
        return Mutations.bytes(Mutations.mutated(text, WORDS, draw), draw);
    }

    /**
     * Writes one value.
     *
     * @param odd once in how many values something is odd
     */
    private record Value(Draw draw, int odd) {

        String of(JsonObject schema) {
            if (draw.oneIn(odd)) {
                return oddity();
            }
            if (schema.value("enum") instanceof List<?> values) {
                return Json.write(draw.one(values));
            }
            return switch (schema.text("type").orElse("")) {
                case "object" -> object(schema);
                case "array" -> "[" + of(schema.object("items")) + draw.one("", ",1") + "]";
                case "string" -> string(schema.text("format").orElse(""));
                case "boolean" -> draw.one("true", "false");
                case "integer", "number" -> draw.one("0", "1", "17", "2.5", "-3", "1e3");
                default -> oddity();
            };
        }

        private String object(JsonObject schema) {
            List<String> required = new ArrayList<>();
            if (schema.value("required") instanceof List<?> names) {
                names.forEach(name -> required.add((String) name));
            }
            List<String> fields = new ArrayList<>();
            for (String name : schema.object("properties").fields().sequencedKeySet()) {
                if (required.contains(name) ? !draw.oneIn(2 * odd) : draw.oneIn(2)) {
                    fields.add(Json.write(name) + ":" + of(schema.object("properties", name)));
                }
            }
            if (draw.oneIn(odd)) {
                fields.add(
                        draw.one("\"x\"", "\"\"", "\"user_info\"", "\"\\ud800\"") + ":" + oddity());
            }
            return "{" + String.join(draw.one(",", ", ", ",\n"), fields) + "}";
        }

        private String string(String format) {
            return switch (format) {
                case "email" -> draw.one("\"ada@example.com\"", "\"\u00fc@b.c\"", "\"a+b@c.de\"");
                case "date", "date-time", "time" ->
                        draw.one("\"2026-01-31\"", "\"2026-01-31T10:00:00Z\"", "\"10:00:00Z\"");
                case "uri", "uri-reference", "iri" ->
                        draw.one("\"http://a.b/c\"", "\"%\"", "\"//[\"");
                case "regex" -> draw.one("\"^a$\"", "\"(\"", "\"\\\\p{X}\"");
                case "ipv4", "ipv6", "hostname" -> draw.one("\"1.2.3.4\"", "\"::1\"", "\"a.b\"");
                default -> draw.one("\"Ada\"", "\"\u6f22\u5b57 \ud83d\ude80\"", "\"a b\"");
            };
        }

        private String oddity() {
            int depth = draw.oneIn(200) ? 100_000 : draw.one(5, 100, 199, 201, 1_000);
            return switch (draw.below(20)) {
                case 0 -> "[".repeat(depth) + draw.one("", "]".repeat(depth));
                case 1 -> "{\"a\":".repeat(depth) + draw.one("", "1" + "}".repeat(depth));
                case 2 -> "\"" + "x".repeat(draw.oneIn(200) ? 300_000 : 2_000) + "\"";
                case 3 -> "1".repeat(draw.one(20, 400, 1_001));
                default -> draw.one(WORDS);
            };
        }
    }
}

package systems.tasker.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "-12",
                "123456789012345678901234567890",
                "0.1",
                "1.0E-7",
                "3.14159265358979323846264338327950288",
                "\"é\\n\\\"🙂\"",
                "[]",
                "{}",
                "{\"b\":[1,null,{\"x\":\"\"}],\"a\":false}",
            })
    void whatIsReadIsWrittenAgainInTheSameOrder(String text) {
        assertEquals(text, Json.write(Json.parse(text)));
        assertEquals(
                text,
                new String(
                        Json.bytes(Json.parse(Json.bytes(Json.parse(text)))),
                        java.nio.charset.StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "{", "[1,]", "{\"a\":1,\"a\":2}", "1 2", "nul", "{a:1}", "NaN"})
    void whatIsNotJsonIsRefusedWithItsPlace(String text) {
        InvalidJson invalid = assertThrows(InvalidJson.class, () -> Json.parse(text));
        assertTrue(
                String.valueOf(invalid.getMessage()).matches("(?s).+ \\(line \\d+, column \\d+\\)"),
                invalid.getMessage());
    }

    @Test
    void nestingIsBounded() {
        String deep = "[".repeat(Json.MAX_NESTING + 1) + "]".repeat(Json.MAX_NESTING + 1);
        assertThrows(InvalidJson.class, () -> Json.parse(deep));
        String allowed = "[".repeat(Json.MAX_NESTING) + "]".repeat(Json.MAX_NESTING);
        assertEquals(allowed, Json.write(Json.parse(allowed)));
    }

    /** Java and JSON have strings with half of a surrogate pair; UTF-8 has not. */
    @Test
    void halfACharacterIsWrittenAsAnEscape() {
        String json = "{\"\\ud800\":[\"\\udc00x\",\"\uD83D\uDE80\"]}";
        assertEquals(json, Json.write(Json.parse(json)));
    }

    @Test
    void anExponentIsBounded() {
        InvalidJson invalid = assertThrows(InvalidJson.class, () -> Json.parse("[1e9999999999]"));
        assertEquals(
                "The exponent of the number is out of range (line 1, column 2)",
                invalid.getMessage());
    }

    @Test
    void whatIsNotJsonIsNotWritten() {
        List<@Nullable Object> cyclic = new ArrayList<>();
        cyclic.add(cyclic);
        Map<Object, Object> oddKey = new LinkedHashMap<>();
        oddKey.put(1, 1);
        for (Object value : List.of(new Object(), Double.NaN, cyclic, oddKey)) {
            assertThrows(IllegalArgumentException.class, () -> Json.write(value));
        }
    }

    @Test
    void anObjectIsLookedIntoByPath() {
        JsonObject object = new JsonText("{\"a\":{\"b\":\"x\",\"n\":1,\"f\":true}}").object();
        assertEquals("x", object.text("a", "b").orElseThrow());
        assertEquals(1, object.number("a", "n").orElseThrow());
        assertEquals(true, object.flag("a", "f").orElseThrow());
        assertTrue(object.text("a", "n").isEmpty());
        assertTrue(object.text("a", "b", "c").isEmpty());
        assertTrue(object.object("nothing").isEmpty());
    }

    @Test
    void aTextOfOurOwnMayNestDeeper() {
        String deep = "[".repeat(1_500) + "]".repeat(1_500);

        assertThrows(InvalidJson.class, () -> Json.parse(deep));
        assertTrue(Json.parseTrusted(deep) instanceof List<?> list && list.size() == 1);
    }
}

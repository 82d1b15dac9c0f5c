package systems.tasker.local.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import systems.tasker.json.Json;
import systems.tasker.json.JsonObject;
import systems.tasker.local.project.Checkout;

/** What came of a command that was typed without a terminal. */
public record Typed(int status, String out, String err) {
    static {
        System.setProperty("tasker.home", Checkout.HOME.toString());
    }

    /** Types a command; whatever it is, no stack trace must come of it. */
    public static Typed tasker(Object... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status =
                Tasker.execute(
                        console(out, err),
                        Arrays.stream(words).map(String::valueOf).toArray(String[]::new));
        Typed typed = new Typed(status, out.toString(), err.toString());
        assertFalse(typed.err.contains("\tat "), typed.err);
        assertFalse(typed.err.contains("bug in tasker"), typed.err);
        return typed;
    }

    static Console console(StringWriter out, StringWriter err) {
        return new Console(new PrintWriter(out, true), new PrintWriter(err, true), false);
    }

    /** Likewise, and it must be done. */
    static Typed done(Object... words) {
        Typed typed = tasker(words);
        assertEquals(0, typed.status, typed::toString);
        return typed;
    }

    /** Likewise, and it must fail. */
    static Typed failed(Object... words) {
        Typed typed = tasker(words);
        assertEquals(1, typed.status, typed::toString);
        return typed;
    }

    /** Likewise, and it must be wrong usage, which is answered with what would be right. */
    static Typed wrong(Object... words) {
        Typed typed = tasker(words);
        assertEquals(2, typed.status, typed::toString);
        assertEquals("", typed.out);
        return typed;
    }

    /** The one JSON document that was printed. */
    @Nullable Object json() {
        return Json.parse(out);
    }

    JsonObject object() {
        return JsonObject.of(json());
    }

    static List<JsonObject> objects(@Nullable Object array) {
        return array instanceof List<?> list
                ? list.stream().map(JsonObject::of).toList()
                : List.of();
    }
}

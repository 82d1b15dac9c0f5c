package systems.tasker.local.asl;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import systems.tasker.json.Json;

/** The limit on what passes between states: 256 KiB of JSON, and the nesting that JSON may have. */
final class Payloads {
    private static final int MAX_BYTES = 256 * 1024;
    private static final int MAX_BYTES_OF_CHARACTER = 6;

    private Payloads() {}

    /**
     * The value itself.
     *
     * @param what names it in the error's cause
     * @throws StateError <code>States.DataLimitExceeded</code> where it is too large
     */
    static @Nullable Object limited(@Nullable Object value, String what) {
        long bound = bound(value, 0);
        if (bound > MAX_BYTES && Json.bytes(value).length > MAX_BYTES) {
            throw tooLarge(what);
        }
        return value;
    }

    /** Likewise, for the length of a text in bytes. */
    static void limit(int bytes, String what) {
        if (bytes > MAX_BYTES) {
            throw tooLarge(what);
        }
    }

    private static StateError tooLarge(String what) {
        return new StateError(
                StateError.DATA_LIMIT,
                what + " with a size exceeding the maximum number of bytes service limit.");
    }

    /** No fewer bytes than the value has as JSON: spares writing it where it is small anyway. */
    private static long bound(@Nullable Object value, int depth) {
        if (depth > Json.MAX_NESTING) {
            throw new StateError(
                    StateError.DATA_LIMIT,
                    "A payload is nested deeper than " + Json.MAX_NESTING + " levels.");
        }
        return switch (value) {
            case null -> 4;
            case String text -> text(text);
            case Boolean flag -> 5;
            case Integer number -> 11;
            case Long number -> 20;
            case Double number -> 25;
            case Number number -> number.toString().length();
            case Map<?, ?> object -> {
                long bytes = 2;
                for (Map.Entry<?, ?> field : object.entrySet()) {
                    bytes += text((String) field.getKey()) + bound(field.getValue(), depth + 1) + 2;
                }
                yield bytes;
            }
            case Iterable<?> array -> {
                long bytes = 2;
                for (Object element : array) {
                    bytes += bound(element, depth + 1) + 1;
                }
                yield bytes;
            }
            default -> throw new IllegalArgumentException("Not JSON: " + value.getClass());
        };
    }

    private static long text(String text) {
        return (long) MAX_BYTES_OF_CHARACTER * text.length() + 2;
    }
}

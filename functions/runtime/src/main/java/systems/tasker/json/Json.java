package systems.tasker.json;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads and writes JSON as plain Java values: null, Boolean, Number, String, List and {@link
 * SequencedMap} from String, in the order of the text.
 *
 * <p>Streaming only: object mapping costs a function 100 ms of its start.
 */
public final class Json {
    /** Objects and arrays within each other; more is refused, not followed. */
    public static final int MAX_NESTING = 200;

    private static final int MAX_TRUSTED_NESTING = 10_000;

    private static final Pattern HALF = Pattern.compile("\\p{Cs}");

    private static final JsonFactory FACTORY = reading(MAX_NESTING);
    private static final JsonFactory TRUSTING = reading(MAX_TRUSTED_NESTING);

    private Json() {}

    /**
     * The value that a JSON text stands for.
     *
     * @throws InvalidJson where the text is not JSON, nests too deeply, or names a key twice
     */
    public static @Nullable Object parse(String text) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            return document(parser);
        } catch (JacksonException e) {
            throw invalid(e);
        }
    }

    /**
     * Likewise, from a text of our own making, which may nest up to 10,000 deep: the caller's stack
     * must hold that.
     */
    public static @Nullable Object parseTrusted(String text) {
        try (JsonParser parser = TRUSTING.createParser(ObjectReadContext.empty(), text)) {
            return document(parser);
        } catch (JacksonException e) {
            throw invalid(e);
        }
    }

    /** As {@link #parse(String)}, from UTF-8. */
    public static @Nullable Object parse(byte[] utf8) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), utf8)) {
            return document(parser);
        } catch (JacksonException e) {
            throw invalid(e);
        }
    }

    /**
     * The JSON text of a value, without white space.
     *
     * @throws IllegalArgumentException where the value holds something that JSON cannot express;
     *     its message names the class
     */
    public static String write(@Nullable Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            write(value, out, 0);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
        return encodable(text.toString());
    }

    /**
     * A JSON text with each half of a surrogate pair as an escape: UTF-8 cannot hold it otherwise,
     * and two names could become one.
     */
    static String encodable(String json) {
        return json.chars().anyMatch(c -> Character.isSurrogate((char) c))
                ? HALF.matcher(json)
                        .replaceAll(half -> "\\\\u%04x".formatted((int) half.group().charAt(0)))
                : json;
    }

    /** As {@link #write}, in UTF-8. */
    public static byte[] bytes(@Nullable Object value) {
        return write(value).getBytes(StandardCharsets.UTF_8);
    }

    private static JsonFactory reading(int maxNesting) {
        return JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .streamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(maxNesting).build())
                .build();
    }

    private static @Nullable Object document(JsonParser parser) {
        if (parser.nextToken() == null) {
            throw new InvalidJson("The text is empty", 1, 1);
        }
        Object value = value(parser);
        if (parser.nextToken() != null) {
            TokenStreamLocation at = parser.currentTokenLocation();
            throw new InvalidJson(
                    "There is more after the value", at.getLineNr(), at.getColumnNr());
        }
        return value;
    }

    private static @Nullable Object value(JsonParser parser) {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> {
                SequencedMap<String, @Nullable Object> object = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    object.put(name, value(parser));
                }
                yield object;
            }
            case START_ARRAY -> {
                List<@Nullable Object> array = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(value(parser));
                }
                yield array;
            }
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> decimal(parser);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                    throw new IllegalStateException("Not the start of a value: " + token);
        };
    }

    /** A double where it says the same, else every digit. */
    private static Number decimal(JsonParser parser) {
        BigDecimal exact = exact(parser);
        double near = exact.doubleValue();
        return Double.isFinite(near) && new BigDecimal(Double.toString(near)).compareTo(exact) == 0
                ? (Number) near
                : exact;
    }

    private static BigDecimal exact(JsonParser parser) {
        try {
            return parser.getDecimalValue();
        } catch (NumberFormatException e) {
            TokenStreamLocation at = parser.currentTokenLocation();
            throw new InvalidJson(
                    "The exponent of the number is out of range", at.getLineNr(), at.getColumnNr());
        }
    }

    private static void write(@Nullable Object value, JsonGenerator out, int depth) {
        if (depth > MAX_NESTING) {
            throw new IllegalArgumentException(
                    "nested deeper than " + MAX_NESTING + " levels, or within itself");
        }
        switch (value) {
            case null -> out.writeNull();
            case String text -> out.writeString(text);
            case Boolean flag -> out.writeBoolean(flag);
            case Integer number -> out.writeNumber(number);
            case Long number -> out.writeNumber(number);
            case Double number when Double.isFinite(number) -> out.writeNumber(number);
            case Float number when Float.isFinite(number) -> out.writeNumber(number);
            case BigDecimal number -> out.writeNumber(number);
            case BigInteger number -> out.writeNumber(number);
            case Short number -> out.writeNumber(number);
            case Byte number -> out.writeNumber(number.shortValue());
            case JsonText json -> out.writeRawValue(json.text());
            case JsonObject object -> write(object.fields(), out, depth);
            case Iterable<?> array -> {
                out.writeStartArray();
                for (Object element : array) {
                    write(element, out, depth + 1);
                }
                out.writeEndArray();
            }
            case Map<?, ?> object -> {
                out.writeStartObject();
                for (Map.Entry<?, ?> field : object.entrySet()) {
                    if (!(field.getKey() instanceof String name)) {
                        throw new IllegalArgumentException("a key that is not a string");
                    }
                    out.writeName(name);
                    write(field.getValue(), out, depth + 1);
                }
                out.writeEndObject();
            }
            default ->
                    throw new IllegalArgumentException(
                            "a " + value.getClass().getName() + ", which is not JSON");
        }
    }

    private static InvalidJson invalid(JacksonException e) {
        TokenStreamLocation at = e.getLocation();
        String message = e.getOriginalMessage().lines().findFirst().orElse("Not JSON");
        return at == null
                ? new InvalidJson(message, 1, 1)
                : new InvalidJson(message, at.getLineNr(), at.getColumnNr());
    }
}

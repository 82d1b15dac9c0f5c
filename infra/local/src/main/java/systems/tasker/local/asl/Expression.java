package systems.tasker.local.asl;

import com.dashjoin.jsonata.Jsonata;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A JSONata expression, compiled; may be evaluated by many threads at once.
 *
 * <p>The library keeps, for each thread, the expression that the thread compiled last, and lends
 * its fields to whatever the thread evaluates. So expressions must be compiled on a thread that
 * evaluates none: {@link Machine} sees to it.
 */
final class Expression {
    private static final Object UNDEFINED = new Object();

    private static final Pattern PLAIN_PATH =
            Pattern.compile("\\$states(\\.[A-Za-z_][A-Za-z0-9_]*)+");
    private static final double MAX_EXACT_INTEGER = 1L << 53;

    private static final Pattern CLOCK = Pattern.compile("\\$(now|millis)\\b");

    private final Jsonata compiled;
    private final List<String> plainPath;
    private final boolean readsClock;

    private Expression(Jsonata compiled, List<String> plainPath, boolean readsClock) {
        this.compiled = compiled;
        this.plainPath = plainPath;
        this.readsClock = readsClock;
    }

    /**
     * Compiles an expression.
     *
     * @throws RuntimeException of the library's, where the text is not JSONata
     */
    static Expression compile(String text) {
        Jsonata compiled = Jsonata.jsonata(text);
        compiled.setValidateInput(false);
        compiled.setOutputConvertNulls(false);
        StepFunctionsLibrary.register(compiled);
        List<String> path = List.of();
        if (PLAIN_PATH.matcher(text).matches()) {
            List<String> names = List.of(text.split("\\.", -1));
            path = names.subList(1, names.size());
        }
        return new Expression(compiled, path, CLOCK.matcher(text).find());
    }

    /**
     * The value, as plain JSON, or what {@link #isUndefined} knows.
     *
     * @param states what <code>$states</code> is
     * @param variables by name, without the dollar
     * @param clock what <code>$now</code> and <code>$millis</code> read
     * @throws RuntimeException of the library's, where the evaluation fails
     */
    @Nullable Object evaluate(
            Map<String, @Nullable Object> states,
            Map<String, @Nullable Object> variables,
            Scheduler clock) {
        if (!plainPath.isEmpty()) {
            Object found = follow(states);
            if (found != UNDEFINED) {
                return found;
            }
        }
        Jsonata.Frame frame = compiled.createFrame();
        variables.forEach(
                (name, value) -> frame.bind(name, value == null ? Jsonata.NULL_VALUE : value));
        frame.bind("states", (Object) states);
        if (readsClock) {
            StepFunctionsLibrary.bindClock(frame, clock.now());
        }
        Object result = compiled.evaluate(null, frame);
        return result == null ? UNDEFINED : plain(result);
    }

    /** Whether an evaluation gave nothing at all, which is not JSON's null. */
    static boolean isUndefined(@Nullable Object value) {
        return value == UNDEFINED;
    }

    /** A path through nothing but objects needs no interpreter, and most expressions are one. */
    private @Nullable Object follow(Map<String, @Nullable Object> states) {
        Object value = states;
        for (String name : plainPath) {
            if (!(value instanceof Map<?, ?> object) || !object.containsKey(name)) {
                return UNDEFINED;
            }
            value = object.get(name);
        }
        return value;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (Jsonata.NULL_VALUE.equals(value)) {
            return null;
        }
        return switch (value) {
            case null -> null;
            case String text -> text;
            case Boolean flag -> flag;
            case Double number -> integralWhereExact(number);
            case Number number -> number;
            case List<?> array -> {
                List<@Nullable Object> plain = new ArrayList<>(array.size());
                for (Object element : array) {
                    plain.add(plain(element));
                }
                yield plain;
            }
            case Map<?, ?> object -> {
                SequencedMap<String, @Nullable Object> plain = new LinkedHashMap<>();
                object.forEach((name, field) -> plain.put((String) name, plain(field)));
                yield plain;
            }
            default -> throw new IllegalArgumentException("The result holds a function");
        };
    }

    private static Number integralWhereExact(double number) {
        return number == Math.rint(number) && Math.abs(number) <= MAX_EXACT_INTEGER
                ? (Number) (long) number
                : number;
    }
}

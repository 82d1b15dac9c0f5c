package systems.tasker.local.asl;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Jsonata;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import systems.tasker.json.Json;

/**
 * The functions that Step Functions adds to JSONata; <code>$eval</code>, which it takes away, is
 * undefined. As with JSONata's own functions, the first argument being undefined makes the result
 * so.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html">Transforming
 *     data</a>
 */
final class StepFunctionsLibrary {
    private static final int MAX_RANGE = 1_000;
    private static final List<String> DIGESTS =
            List.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512");

    private StepFunctionsLibrary() {}

    static void register(Jsonata expression) {
        define(expression, "uuid", arguments -> UUID.randomUUID().toString());
        define(expression, "random", StepFunctionsLibrary::random);
        define(expression, "parse", StepFunctionsLibrary::parse);
        define(expression, "hash", StepFunctionsLibrary::hash);
        define(expression, "partition", StepFunctionsLibrary::partition);
        define(expression, "range", StepFunctionsLibrary::range);
        expression.assign("eval", null);
    }

    /** JSONata's own clock would stand still for as long as a thread of ours lives. */
    static void bindClock(Jsonata.Frame frame, Instant now) {
        long millis = now.toEpochMilli();
        frame.bind("millis", new Jsonata.JFunction((input, values) -> millis, null));
        frame.bind(
                "now",
                new Jsonata.JFunction(
                        (input, values) -> {
                            Arguments arguments = new Arguments("now", values);
                            return Functions.dateTimeFromMillis(
                                    millis,
                                    arguments.get(0) == null ? null : arguments.text(0),
                                    arguments.get(1) == null ? null : arguments.text(1));
                        },
                        null));
    }

    @FunctionalInterface
    private interface Body {
        @Nullable Object call(Arguments arguments);
    }

    private static void define(Jsonata expression, String name, Body body) {
        expression.registerFunction(
                name,
                new Jsonata.JFunction(
                        (input, values) -> body.call(new Arguments(name, values)), null));
    }

    /** The arguments of a call; what was not given is null, as is what is undefined. */
    private record Arguments(String function, List<?> values) {
        @Nullable Object get(int index) {
            return index < values.size() ? values.get(index) : null;
        }

        String text(int index) {
            if (get(index) instanceof String text) {
                return text;
            }
            throw wrong(index, "a string");
        }

        BigDecimal number(int index) {
            if (get(index) instanceof Number number) {
                return new BigDecimal(number.toString());
            }
            throw wrong(index, "a number");
        }

        IllegalArgumentException wrong(int index, String expected) {
            return new IllegalArgumentException(
                    "Argument %d of function \"%s\" is not %s"
                            .formatted(index + 1, function, expected));
        }
    }

    private static Object random(Arguments arguments) {
        return arguments.get(0) == null
                ? ThreadLocalRandom.current().nextDouble()
                : new Random(arguments.number(0).longValue()).nextDouble();
    }

    private static @Nullable Object parse(Arguments arguments) {
        if (arguments.get(0) == null) {
            return null;
        }
        Object value = Json.parse(arguments.text(0));
        return value == null ? Jsonata.NULL_VALUE : value;
    }

    private static @Nullable Object hash(Arguments arguments) {
        if (arguments.get(0) == null) {
            return null;
        }
        String algorithm = arguments.text(1);
        if (!DIGESTS.contains(algorithm)) {
            throw arguments.wrong(1, "one of " + String.join(", ", DIGESTS));
        }
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            byte[] content = arguments.text(0).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(digest.digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Object partition(Arguments arguments) {
        if (arguments.get(0) == null) {
            return null;
        }
        if (!(arguments.get(0) instanceof List<?> array)) {
            throw arguments.wrong(0, "an array");
        }
        int size = arguments.number(1).intValue();
        if (size < 1) {
            throw arguments.wrong(1, "a positive integer");
        }
        List<Object> parts = new ArrayList<>();
        for (int from = 0; from < array.size(); from += size) {
            parts.add(
                    new ArrayList<Object>(
                            array.subList(from, Math.min(from + size, array.size()))));
        }
        return parts;
    }

    /** Both ends belong to it, where the steps meet the second. */
    private static @Nullable Object range(Arguments arguments) {
        if (arguments.get(0) == null) {
            return null;
        }
        BigDecimal end = arguments.number(1);
        BigDecimal step = arguments.number(2);
        if (step.signum() == 0) {
            throw arguments.wrong(2, "a number other than zero");
        }
        List<Object> numbers = new ArrayList<>();
        for (BigDecimal next = arguments.number(0);
                end.subtract(next).signum() * step.signum() >= 0;
                next = next.add(step)) {
            if (numbers.size() == MAX_RANGE) {
                throw new IllegalArgumentException(
                        "Function \"range\" gives no more than " + MAX_RANGE + " numbers");
            }
            numbers.add(next.doubleValue());
        }
        return numbers;
    }
}

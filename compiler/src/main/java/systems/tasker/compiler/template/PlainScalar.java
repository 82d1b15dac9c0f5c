package systems.tasker.compiler.template;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an unquoted text of YAML stands for: nothing, a Boolean or a number where YAML 1.1, which
 * Ruby reads, and YAML 1.2 agree on it, and otherwise the text itself. So {@code yes}, {@code 0x10}
 * , {@code 1_000}, {@code 010} and {@code 2026-01-31} are texts.
 */
final class PlainScalar {
    private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<String> TRUE = Set.of("true", "True", "TRUE");
    private static final Set<String> FALSE = Set.of("false", "False", "FALSE");
    private static final Pattern INTEGER = Pattern.compile("[-+]?(0|[1-9][0-9]*)");
    private static final Pattern REAL =
            Pattern.compile("[-+]?(\\.[0-9]+|(0|[1-9][0-9]*)(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern NOT_FINITE =
            Pattern.compile("[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

    /** Far more digits than a number can use. */
    private static final int MAX_DIGITS = 400;

    /** Up to here, every whole number is itself as a JSON number. */
    private static final BigInteger LARGEST = BigInteger.TWO.pow(53);

    private PlainScalar() {}

    /**
     * The value: null, a Boolean, an Integer, BigInteger, BigDecimal or String.
     *
     * @throws NumberFormatException where it is a number that JSON cannot hold
     */
    static @Nullable Object value(String text) {
        if (NOTHING.contains(text)) {
            return null;
        }
        if (TRUE.contains(text) || FALSE.contains(text)) {
            return TRUE.contains(text);
        }
        if (NOT_FINITE.matcher(text).matches()) {
            throw new NumberFormatException("JSON has no such number");
        }
        boolean integer = INTEGER.matcher(text).matches();
        if (!integer && !REAL.matcher(text).matches()) {
            return text;
        }
        if (text.length() > MAX_DIGITS) {
            throw new NumberFormatException("it has " + text.length() + " characters");
        }
        return integer ? integer(text) : real(text);
    }

    private static Object integer(String text) {
        BigInteger number = new BigInteger(text);
        if (number.abs().compareTo(LARGEST) > 0) {
            throw new NumberFormatException("beyond 2^53 a number in JSON is not exact");
        }
        return number.bitLength() < Integer.SIZE ? (Object) number.intValue() : number;
    }

    private static BigDecimal real(String text) {
        BigDecimal number = new BigDecimal(text);
        double value = number.doubleValue();
        if (Double.isInfinite(value) || (value == 0 && number.signum() != 0)) {
            throw new NumberFormatException("it is beyond what a number in JSON can be");
        }
        return number;
    }

    /** What Ruby's YAML takes for a Boolean, where only a Boolean can be meant. */
    static Optional<Boolean> flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> Optional.of(true);
            case "false", "no", "off" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}

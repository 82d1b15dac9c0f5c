package systems.tasker.services;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import systems.tasker.compiler.diagnostics.DidYouMean;

/** Reads what {@link Fault#parse} is given. */
final class FaultParser {
    private static final List<String> WORDS = List.of("drop", "lost", "delay", "retry-after");
    private static final String CHOICES =
            "a status such as `503`, `delay=2s`, `drop` or `lost`, each with a count such as `x2`"
                    + " or `x*`";

    private static final Pattern COUNTED = Pattern.compile("(?<fault>.+?)(x(?<count>\\*|[0-9]+))?");
    private static final Pattern STATUS = Pattern.compile("[2-5][0-9][0-9]");
    private static final Pattern DELAY =
            Pattern.compile("delay=(?<amount>[0-9]{1,6})(?<unit>s|ms)");
    private static final Pattern RETRY_AFTER =
            Pattern.compile("retry-after=(?<seconds>[0-9]{1,8})");

    private final String specification;

    FaultParser(String specification) {
        this.specification = specification;
    }

    Fault parse() {
        int colon = specification.indexOf(':');
        String service = colon < 0 ? specification : specification.substring(0, colon);
        if (!Services.NAMES.contains(service)) {
            throw bad(
                    "there is no service `" + service + "`",
                    DidYouMean.hint(Services.NAMES, service),
                    "The services are " + String.join(", ", Services.NAMES) + ".");
        }
        if (colon < 0) {
            throw bad("it names no fault", null, "Write `" + service + ":` and " + CHOICES + ".");
        }
        List<Fault.Strike> strikes = new ArrayList<>();
        for (String part : specification.substring(colon + 1).split(",", -1)) {
            Matcher retryAfter = RETRY_AFTER.matcher(part);
            if (retryAfter.matches()) {
                int seconds = Integer.parseInt(retryAfter.group("seconds"));
                strikes.add(withRetryAfter(seconds, part, strikes));
            } else {
                strikes.add(strike(part));
            }
        }
        return new Fault(service, strikes);
    }

    /** Takes the status before, to put it back with the option. */
    private Fault.Strike withRetryAfter(int seconds, String part, List<Fault.Strike> strikes) {
        if (!strikes.isEmpty()
                && strikes.removeLast()
                        instanceof Fault.Strike(Fault.Status(int code, OptionalInt _), int count)) {
            return new Fault.Strike(new Fault.Status(code, OptionalInt.of(seconds)), count);
        }
        throw bad(
                "`" + part + "` does not follow a status",
                null,
                "Write, for example, `429,retry-after=3`.");
    }

    private Fault.Strike strike(String part) {
        Matcher counted = COUNTED.matcher(part);
        if (!counted.matches()) {
            throw bad("a fault is missing", null, "Write " + CHOICES + ".");
        }
        return new Fault.Strike(kind(counted.group("fault"), part), count(counted, part));
    }

    private int count(Matcher counted, String part) {
        String count = counted.group("count");
        if (count == null) {
            return 1;
        }
        if (count.equals("*")) {
            return Fault.ALWAYS;
        }
        int number = count.length() > 6 ? 0 : Integer.parseInt(count);
        if (number == 0) {
            throw bad(
                    "`" + part + "` has no count from 1 to 999999",
                    null,
                    "`x*` stands for always.");
        }
        return number;
    }

    private Fault.Kind kind(String fault, String part) {
        Matcher delay = DELAY.matcher(fault);
        if (delay.matches()) {
            int amount = Integer.parseInt(delay.group("amount"));
            return new Fault.Delay(
                    delay.group("unit").equals("s")
                            ? Duration.ofSeconds(amount)
                            : Duration.ofMillis(amount));
        }
        if (STATUS.matcher(fault).matches()) {
            return new Fault.Status(Integer.parseInt(fault), OptionalInt.empty());
        }
        if (fault.equals("drop")) {
            return new Fault.Drop();
        }
        if (fault.equals("lost")) {
            return new Fault.Lost();
        }
        throw bad("`" + part + "` is no fault", hint(fault), "Write " + CHOICES + ".");
    }

    private static @Nullable String hint(String fault) {
        int end = fault.indexOf('=');
        String word = end < 0 ? fault : fault.substring(0, end);
        return WORDS.contains(word) ? null : DidYouMean.hint(WORDS, word);
    }

    private IllegalArgumentException bad(String reason, @Nullable String hint, String choices) {
        return new IllegalArgumentException(
                "The fault `"
                        + specification
                        + "` cannot be read: "
                        + reason
                        + "."
                        + (hint == null ? "" : " " + hint)
                        + " "
                        + choices);
    }
}

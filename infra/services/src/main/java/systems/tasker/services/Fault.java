package systems.tasker.services;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * What shall go wrong at a service: its strikes hit the calls that come, one after the other, each
 * as often as its count says.
 */
public record Fault(String service, List<Strike> strikes) {
    /** The count of a strike that never ends. */
    public static final int ALWAYS = Integer.MAX_VALUE;

    public Fault {
        strikes = List.copyOf(strikes);
    }

    /** One kind of failure, and how many calls it hits. */
    public record Strike(Kind kind, int count) {}

    /** In what way a call fails. */
    public sealed interface Kind {}

    /**
     * The service answers with a status, and does nothing.
     *
     * @param retryAfter seconds for the header {@code Retry-After}
     */
    public record Status(int code, OptionalInt retryAfter) implements Kind {
        @Override
        public String toString() {
            return code + (retryAfter.isEmpty() ? "" : ",retry-after=" + retryAfter.getAsInt());
        }
    }

    /** The service does what it shall, but late. */
    public record Delay(Duration duration) implements Kind {
        @Override
        public String toString() {
            return "delay=" + duration.toMillis() + "ms";
        }
    }

    /** The connection is closed without an answer, and nothing is done. */
    public record Drop() implements Kind {
        @Override
        public String toString() {
            return "drop";
        }
    }

    /** The service does what it shall, but its answer is lost: the connection is closed. */
    public record Lost() implements Kind {
        @Override
        public String toString() {
            return "lost";
        }
    }

    /**
     * The fault of a specification {@code SERVICE:FAULT[,FAULT or OPTION ...]}, such as {@code
     * billing:503x2}, {@code notification:429x1,retry-after=3}, {@code preferences:delay=2s},
     * {@code user:drop} or {@code billing:lostx*}. Without a count a fault hits one call; {@code
     * x*} hits every one.
     *
     * @throws IllegalArgumentException with a sentence that names the bad part and the choices
     */
    public static Fault parse(String specification) {
        return new FaultParser(specification).parse();
    }
}

package systems.tasker.handler;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The header {@code Retry-After}: seconds, or a date in one of the three forms that <a
 * href="https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7">RFC 9110</a> has recipients accept.
 */
final class RetryAfterHeader {
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,40}(\\.[0-9]{1,40})?");
    private static final BigDecimal LONGEST = BigDecimal.valueOf(Integer.MAX_VALUE);
    private static final List<DateTimeFormatter> DATES =
            List.of(
                    DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH),
                    DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss 'GMT'", Locale.ENGLISH),
                    DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.ENGLISH));

    private RetryAfterHeader() {}

    /** The wait in whole seconds, rounded up; zero for a past date, empty for anything else. */
    static Optional<Duration> parse(String header, Instant now) {
        String value = header.strip();
        if (SECONDS.matcher(value).matches()) {
            BigDecimal seconds = new BigDecimal(value).setScale(0, RoundingMode.CEILING);
            return Optional.of(Duration.ofSeconds(seconds.min(LONGEST).longValueExact()));
        }
        return date(value).map(at -> wholeSeconds(Duration.between(now, at)));
    }

    /** The instant of an HTTP date. */
    static Optional<Instant> date(String value) {
        for (DateTimeFormatter form : DATES) {
            try {
                return Optional.of(LocalDateTime.parse(value, form).toInstant(ZoneOffset.UTC));
            } catch (DateTimeException e) {
                // Then it is written in another form, or in none.
            }
        }
        return Optional.empty();
    }

    private static Duration wholeSeconds(Duration wait) {
        Duration up = wait.plusSeconds(1).minusNanos(1).truncatedTo(ChronoUnit.SECONDS);
        return up.isPositive() ? up : Duration.ZERO;
    }
}

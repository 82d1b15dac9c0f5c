package systems.tasker.local.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Values as a person reads them in lines and columns. */
final class Text {
    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private Text() {}

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f s", duration.toNanos() / 1e9);
    }

    static String time(Instant time) {
        return MILLISECONDS.format(time);
    }

    static String padded(String text, int width) {
        String cut = clipped(text, width);
        return cut + " ".repeat(width - cut.length());
    }

    static String clipped(String text, int width) {
        return text.length() > width ? text.substring(0, width - 1) + "…" : text;
    }
}

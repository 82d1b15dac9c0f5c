package systems.tasker.local.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Instants as ISO 8601 in UTC, such as {@code 2026-11-25T10:00:00.123000000Z}: always of the same
 * length, so that the order of texts is that of time. Every row has several, which is why this is
 * not left to {@link Instant}: it takes ten times as long.
 */
final class UtcText {
    private static final int LENGTH = "2026-11-25T10:00:00.123000000Z".length();
    private static final int SECONDS_PER_DAY = 86_400;
    private static final Instant YEAR_0 = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant YEAR_10_000 = Instant.parse("+10000-01-01T00:00:00Z");

    private UtcText() {}

    static String of(Instant instant) {
        if (instant.isBefore(YEAR_0) || !instant.isBefore(YEAR_10_000)) {
            return instant.toString();
        }
        long second = instant.getEpochSecond();
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(second, SECONDS_PER_DAY));
        int time = Math.floorMod(second, SECONDS_PER_DAY);
        byte[] text = new byte[LENGTH];
        put(text, 0, 4, date.getYear(), '-');
        put(text, 5, 7, date.getMonthValue(), '-');
        put(text, 8, 10, date.getDayOfMonth(), 'T');
        put(text, 11, 13, time / 3600, ':');
        put(text, 14, 16, time / 60 % 60, ':');
        put(text, 17, 19, time % 60, '.');
        put(text, 20, 29, instant.getNano(), 'Z');
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static void put(byte[] text, int from, int to, int number, char then) {
        int rest = number;
        for (int i = to - 1; i >= from; i--) {
            text[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        text[to] = (byte) then;
    }

    /** The instant of a text of {@link #of}, or of any text that {@link Instant#parse} reads. */
    static Instant instant(String text) {
        if (text.length() != LENGTH || text.charAt(LENGTH - 1) != 'Z' || text.charAt(4) != '-') {
            return Instant.parse(text);
        }
        long day =
                LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                        .toEpochDay();
        int time = number(text, 11, 13) * 3600 + number(text, 14, 16) * 60 + number(text, 17, 19);
        return Instant.ofEpochSecond(day * SECONDS_PER_DAY + time, number(text, 20, 29));
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}

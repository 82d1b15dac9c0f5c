package systems.tasker.local.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UtcTextTest {
    @Test
    void anInstantIsWrittenWithNineDigits() {
        assertEquals(
                "2026-11-25T10:00:00.000000000Z",
                UtcText.of(Instant.parse("2026-11-25T10:00:00Z")));
        assertEquals("1969-12-31T23:59:59.999000000Z", UtcText.of(Instant.EPOCH.minusMillis(1)));
        assertEquals("-1000000000-01-01T00:00:00Z", UtcText.of(Instant.MIN));
    }

    @Test
    void anyInstantIsReadAsItWasWritten() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            Instant instant =
                    Instant.ofEpochSecond(
                            random.nextLong(-62_000_000_000L, 253_000_000_000L),
                            random.nextInt(1_000_000_000));
            assertEquals(instant, UtcText.instant(UtcText.of(instant)));
            assertEquals(instant, Instant.parse(UtcText.of(instant)));
        }
        assertEquals(Instant.MAX, UtcText.instant(UtcText.of(Instant.MAX)));
    }

    @Test
    void aTextWrittenByHandIsRead() {
        assertEquals(
                Instant.parse("2026-11-25T10:00:00Z"), UtcText.instant("2026-11-25T10:00:00Z"));
        assertThrows(DateTimeException.class, () -> UtcText.instant("yesterday"));
        assertThrows(
                DateTimeException.class, () -> UtcText.instant("2026-13-25T10:00:00.000000000Z"));
        assertThrows(
                IllegalArgumentException.class,
                () -> UtcText.instant("2026-11-25T10:00:0x.000000000Z"));
    }
}

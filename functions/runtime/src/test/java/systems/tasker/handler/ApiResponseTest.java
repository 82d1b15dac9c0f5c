package systems.tasker.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiResponseTest {
    private static final String DATE = "Wed, 25 Nov 2026 10:00:00 GMT";

    private static Optional<Duration> retryAfter(String... headers) {
        SequencedMap<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            map.put(headers[i], headers[i + 1]);
        }
        return new ApiResponse(429, map, null, 0).retryAfter();
    }

    private static long seconds(String retryAfter) {
        return retryAfter("date", DATE, "retry-after", retryAfter).orElseThrow().toSeconds();
    }

    @Test
    void secondsAreTakenAsTheyAreAndFractionsRoundedUp() {
        assertEquals(3, seconds("3"));
        assertEquals(0, seconds("0"));
        assertEquals(2, seconds(" 1.2 "));
    }

    @Test
    void aWaitBeyondAllMeasureIsStillAWait() {
        assertEquals(Integer.MAX_VALUE, seconds("99999999999999999999"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Wed, 25 Nov 2026 10:00:07 GMT",
                "Wednesday, 25-Nov-26 10:00:07 GMT",
                "Wed Nov 25 10:00:07 2026"
            })
    void aDateInEachOfItsFormsCountsFromTheClockOfTheService(String date) {
        assertEquals(7, seconds(date));
    }

    @Test
    void theOldestFormOfADatePadsTheDayWithASpace() {
        assertEquals(
                Duration.ofSeconds(1),
                retryAfter(
                                "date",
                                "Sun Nov  1 10:00:00 2026",
                                "retry-after",
                                "Sun Nov  1 10:00:01 2026")
                        .orElseThrow());
    }

    @Test
    void aDateThatIsPastAsksForNoWait() {
        assertEquals(0, seconds("Wed, 25 Nov 2026 09:59:00 GMT"));
    }

    @Test
    void withoutADateOfTheServiceOurOwnClockCounts() {
        String inAMinute =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        Instant.now().plusSeconds(60).atOffset(ZoneOffset.UTC));
        long seconds = retryAfter("retry-after", inAMinute).orElseThrow().toSeconds();
        assertTrue(seconds > 30 && seconds <= 60, () -> "waits " + seconds + " s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-3", "3s", "2026-11-25T10:00:07Z"})
    void whatIsNeitherSecondsNorADateIsNoWait(String value) {
        assertEquals(Optional.empty(), retryAfter("retry-after", value));
    }

    @Test
    void withoutTheHeaderThereIsNoWait() {
        assertEquals(Optional.empty(), retryAfter());
    }
}

package systems.tasker.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultTest {
    private static List<Fault.Strike> strikes(String specification) {
        return Fault.parse(specification).strikes();
    }

    private static Fault.Strike status(int code, OptionalInt retryAfter, int count) {
        return new Fault.Strike(new Fault.Status(code, retryAfter), count);
    }

    @Test
    void aStatusHitsAsManyCallsAsItsCountSays() {
        Fault fault = Fault.parse("billing:503x2");
        assertEquals("billing", fault.service());
        assertEquals(List.of(status(503, OptionalInt.empty(), 2)), fault.strikes());
        assertEquals(List.of(status(500, OptionalInt.empty(), 1)), strikes("user:500"));
        assertEquals(
                List.of(status(418, OptionalInt.empty(), Fault.ALWAYS)), strikes("user:418x*"));
    }

    @Test
    void anOptionBelongsToTheStatusBeforeIt() {
        assertEquals(
                List.of(status(429, OptionalInt.of(3), 1)),
                strikes("notification:429x1,retry-after=3"));
    }

    @Test
    void delaysDropsAndLostAnswersMayHaveACountToo() {
        assertEquals(
                List.of(new Fault.Strike(new Fault.Delay(Duration.ofSeconds(2)), 1)),
                strikes("preferences:delay=2s"));
        assertEquals(
                List.of(new Fault.Strike(new Fault.Delay(Duration.ofMillis(500)), 3)),
                strikes("preferences:delay=500msx3"));
        assertEquals(List.of(new Fault.Strike(new Fault.Drop(), 2)), strikes("user:dropx2"));
        assertEquals(
                List.of(new Fault.Strike(new Fault.Lost(), Fault.ALWAYS)), strikes("user:lostx*"));
    }

    @Test
    void severalFaultsOfAServiceHitOneAfterTheOther() {
        Faults faults = new Faults();
        faults.add(Fault.parse("user:503x2,drop"));
        Fault.Kind unavailable = new Fault.Status(503, OptionalInt.empty());
        assertEquals(Optional.of(unavailable), faults.next());
        assertEquals(Optional.of(unavailable), faults.next());
        assertEquals(Optional.of(new Fault.Drop()), faults.next());
        assertEquals(Optional.empty(), faults.next());
    }

    @Test
    void aFaultForAlwaysEndsOnlyWhenItIsSwitchedOff() {
        Faults faults = new Faults();
        faults.add(Fault.parse("user:503x*"));
        for (int call = 0; call < 5; call++) {
            assertEquals(Optional.of(new Fault.Status(503, OptionalInt.empty())), faults.next());
        }
        faults.clear();
        assertEquals(Optional.empty(), faults.next());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    biling:503 | there is no service `biling`. Did you mean `billing`? The services are user, billing, preferences, notification.
                    payment:503 | there is no service `payment`. The services are user, billing, preferences, notification.
                    billing | it names no fault. Write `billing:` and a status such as `503`, `delay=2s`, `drop` or `lost`, each with a count such as `x2` or `x*`.
                    user:dorp | `dorp` is no fault. Did you mean `drop`? Write a status such as `503`, `delay=2s`, `drop` or `lost`, each with a count such as `x2` or `x*`.
                    user:5030 | `5030` is no fault. Write a status such as `503`, `delay=2s`, `drop` or `lost`, each with a count such as `x2` or `x*`.
                    user:dely=2s | `dely=2s` is no fault. Did you mean `delay`? Write a status such as `503`, `delay=2s`, `drop` or `lost`, each with a count such as `x2` or `x*`.
                    user:503x0 | `503x0` has no count from 1 to 999999. `x*` stands for always.
                    user:drop,retry-after=3 | `retry-after=3` does not follow a status. Write, for example, `429,retry-after=3`.
                    user:503, | a fault is missing. Write a status such as `503`, `delay=2s`, `drop` or `lost`, each with a count such as `x2` or `x*`.
                    """)
    void aBadSpecificationIsToldByItsBadPartAndTheChoices(String specification, String message) {
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class, () -> Fault.parse(specification.strip()));
        assertEquals(
                "The fault `" + specification.strip() + "` cannot be read: " + message,
                refused.getMessage());
    }
}

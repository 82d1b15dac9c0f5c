package systems.tasker.local.asl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The clock of the tests: what would make every other test wrong if it were. */
final class VirtualSchedulerTest {
    private final VirtualScheduler clock = new VirtualScheduler();

    private static Instant at(int seconds) {
        return VirtualScheduler.START.plusSeconds(seconds);
    }

    @Test
    void timeJumpsToTheEarliestLimitOnceEveryThreadWaits() throws Exception {
        List<Instant> woken = Collections.synchronizedList(new ArrayList<>());
        clock.run(
                () -> {
                    for (int seconds : new int[] {30, 10, 20}) {
                        clock.fork(
                                "sleeper",
                                () -> {
                                    clock.sleep(Duration.ofSeconds(seconds));
                                    woken.add(clock.now());
                                });
                    }
                    clock.sleep(Duration.ofSeconds(40));
                    return null;
                });

        assertEquals(List.of(at(10), at(20), at(30)), woken);
        assertEquals(at(40), clock.now());
    }

    @Test
    void noTimePassesBetweenSettingASignalAndItsWaitersNextStep() throws Exception {
        for (int round = 0; round < 200; round++) {
            Scheduler.Signal ping = clock.signal();
            Scheduler.Signal pong = clock.signal();
            Instant start = clock.now();
            Instant answered =
                    clock.run(
                            () -> {
                                clock.fork(
                                        "ponger",
                                        () -> {
                                            assertTrue(ping.await(null));
                                            pong.set();
                                            clock.sleep(Duration.ofSeconds(1));
                                        });
                                ping.set();
                                assertTrue(pong.await(start.plusSeconds(3600)));
                                return clock.now();
                            });
            assertTrue(answered.isBefore(start.plusSeconds(2)), answered.toString());
        }
    }

    @Test
    void aSignalRemembersThatItWasSetOnce() throws Exception {
        clock.run(
                () -> {
                    Scheduler.Signal signal = clock.signal();
                    signal.set();
                    signal.set();
                    assertTrue(signal.await(at(5)));
                    assertFalse(signal.await(at(5)));
                    assertEquals(at(5), clock.now());
                    return null;
                });
    }

    @Test
    void theRealOneKeepsTheSameRules() {
        Scheduler real = new SystemScheduler();
        Scheduler.Signal signal = real.signal();
        signal.set();
        signal.set();
        assertTrue(signal.await(null));
        Instant limit = real.now().plusMillis(20);
        assertFalse(signal.await(limit));
        assertFalse(real.now().isBefore(limit));
        real.fork("setter", signal::set);
        assertTrue(signal.await(real.now().plusSeconds(30)));
    }
}

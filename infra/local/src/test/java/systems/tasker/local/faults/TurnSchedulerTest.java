package systems.tasker.local.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class TurnSchedulerTest {
    private final SharedClock clock = new SharedClock();
    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

    private TurnScheduler scheduler(long seed) {
        return new TurnScheduler(clock, new SplittableRandom(seed));
    }

    @Test
    void aStoppedProcessUnwindsThroughNothingAndNoneOfItsThreadsGoesOn() {
        TurnScheduler scheduler = scheduler(1);
        scheduler.fork(
                "stops",
                () -> {
                    scheduler.fork("waits", () -> seen.add("another thread"));
                    try {
                        seen.add("before");
                        scheduler.halt();
                        seen.add("after");
                    } catch (RuntimeException | Error e) {
                        seen.add("caught");
                    } finally {
                        seen.add("finally");
                    }
                });
        scheduler.awaitRest();
        assertTrue(scheduler.halted());
        assertEquals(List.of("before"), seen);

        scheduler.thaw();
        scheduler.awaitRest();
        assertEquals(4, seen.size());
        assertTrue(seen.containsAll(List.of("another thread", "after", "finally")));
    }

    @Test
    void aSeedIsACourseOfEvents() {
        List<List<String>> courses = new ArrayList<>();
        for (long seed : new long[] {1, 1, 2, 3, 4}) {
            seen.clear();
            TurnScheduler scheduler = scheduler(seed);
            scheduler.fork(
                    "all",
                    () -> {
                        for (String name : List.of("a", "b", "c", "d", "e")) {
                            scheduler.fork(name, () -> seen.add(name));
                        }
                    });
            scheduler.awaitRest();
            courses.add(List.copyOf(seen));
        }
        assertEquals(courses.get(0), courses.get(1));
        assertTrue(courses.stream().distinct().count() > 2, courses::toString);
    }

    @Test
    void timePassesOnlyWhereAllWait() {
        TurnScheduler scheduler = scheduler(1);
        Instant start = scheduler.now();
        scheduler.fork(
                "all",
                () -> {
                    scheduler.fork("late", () -> waits(scheduler, Duration.ofDays(1)));
                    scheduler.fork("early", () -> waits(scheduler, Duration.ofSeconds(1)));
                });
        scheduler.awaitRest();
        assertEquals(List.of("PT1S", "PT24H"), seen);
        assertEquals(start.plus(Duration.ofDays(1)), scheduler.now());
    }

    private void waits(TurnScheduler scheduler, Duration time) {
        scheduler.sleep(time);
        seen.add(time.toString());
    }
}

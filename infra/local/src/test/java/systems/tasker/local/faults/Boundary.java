package systems.tasker.local.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Where the calls of a process cross from one part to another, and the faults are. */
final class Boundary {
    private static final int LONGEST_WAY_MILLISECONDS = 20;

    private final Points points;
    private final TurnScheduler scheduler;
    private final RandomGenerator random;
    private final Map<Place, Instant> downUntil = new EnumMap<>(Place.class);
    private boolean open = true;
    private volatile boolean paused;

    Boundary(Points points, TurnScheduler scheduler, RandomGenerator random) {
        this.points = points;
        this.scheduler = scheduler;
        this.random = random;
    }

    /** The place of a call of the store by the calling thread. */
    Place store() {
        return Invocation.current().isEmpty() ? Place.STORE_OUTSIDE : Place.STORE;
    }

    /** Lets calls pass as if there were no boundary. */
    void shut() {
        open = false;
    }

    /** Is a boundary again. */
    void open() {
        open = true;
    }

    /** Ends all outages. */
    void heal() {
        downUntil.clear();
    }

    /**
     * Makes a call across this boundary.
     *
     * @param trouble makes what the caller sees of a call that failed, or whose answer was lost
     */
    <T extends @Nullable Object> T call(
            Place place,
            String what,
            Supplier<T> call,
            Function<String, RuntimeException> trouble) {
        Optional<Fault> fault = before(place, what);
        if (isDown(place)) {
            throw trouble.apply("an outage");
        }
        T answer = call.get();
        after(fault);
        if (fault.equals(Optional.of(Fault.ANSWER_LOST))) {
            throw trouble.apply("a lost answer");
        }
        return answer;
    }

    /** Comes to a point, and lets happen what goes wrong before the call. */
    Optional<Fault> before(Place place, String what) {
        if (!open) {
            return Optional.empty();
        }
        scheduler.sleep(Duration.ofMillis(random.nextInt(LONGEST_WAY_MILLISECONDS)));
        Optional<Fault> fault = points.pass(place, what + " by " + Invocation.caller());
        fault.ifPresent(
                happens -> {
                    switch (happens) {
                        case CRASH_BEFORE -> scheduler.halt();
                        case PAUSE -> pause();
                        case DEATH_BEFORE -> die();
                        case HANG -> scheduler.stay();
                        case OUTAGE -> fails(place, Fault.SHORT);
                        case LONG_OUTAGE -> fails(place, Fault.LONG);
                        case DELAY_BEFORE -> scheduler.sleep(Fault.LATE);
                        case CRASH_AFTER, DEATH_AFTER, ANSWER_LOST, DELAY_AFTER, DUPLICATE -> {}
                    }
                });
        return fault;
    }

    /** Lets happen what goes wrong after the call. */
    void after(Optional<Fault> fault) {
        fault.ifPresent(
                happens -> {
                    switch (happens) {
                        case CRASH_AFTER -> scheduler.halt();
                        case DEATH_AFTER -> die();
                        case DELAY_AFTER -> scheduler.sleep(Fault.LATE);
                        case CRASH_BEFORE,
                                PAUSE,
                                DEATH_BEFORE,
                                HANG,
                                ANSWER_LOST,
                                OUTAGE,
                                LONG_OUTAGE,
                                DELAY_BEFORE,
                                DUPLICATE -> {}
                    }
                });
    }

    boolean isDown(Place place) {
        return open
                && downUntil.entrySet().stream()
                        .anyMatch(
                                down ->
                                        down.getKey().failsWith(place)
                                                && scheduler.now().isBefore(down.getValue()));
    }

    private void fails(Place place, Duration time) {
        downUntil.put(place, scheduler.now().plus(time));
    }

    private void pause() {
        paused = true;
        scheduler.halt();
        paused = false;
    }

    /** Whether the process stands still for a while only. */
    boolean paused() {
        return paused;
    }

    private void die() {
        Invocation.current().orElseThrow().die();
        scheduler.stay();
    }
}

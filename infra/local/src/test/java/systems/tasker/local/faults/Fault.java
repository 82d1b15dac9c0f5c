package systems.tasker.local.faults;

import java.time.Duration;

/** What can go wrong at a point. */
enum Fault {
    /** The process stops for good before the call. */
    CRASH_BEFORE,
    /** The process stops for good after the call. */
    CRASH_AFTER,
    /** The process stands still before the call until another one has taken over and is done. */
    PAUSE,
    /** The function dies before the call, and Lambda says so. */
    DEATH_BEFORE,
    /** The function dies after the call, and Lambda says so. */
    DEATH_AFTER,
    /** The function never goes on, and nobody says so. */
    HANG,
    /** The call has its effect, but the caller sees an error. */
    ANSWER_LOST,
    /** Whatever is called here fails for {@link #SHORT}, without an effect. */
    OUTAGE,
    /** Whatever is called here fails for {@link #LONG}, without an effect. */
    LONG_OUTAGE,
    /** The call comes late: {@link #LATE}. */
    DELAY_BEFORE,
    /** The answer comes late: {@link #LATE}. */
    DELAY_AFTER,
    /** The call is made twice, both times at once. */
    DUPLICATE;

    /** Shorter than a retrier waits in all, but for bad luck. */
    static final Duration SHORT = Duration.ofSeconds(2);

    /** Longer than any retrier waits in all. */
    static final Duration LONG = Duration.ofMinutes(30);

    /** Longer than a state waits for its function, so that the next attempt has come meanwhile. */
    static final Duration LATE = Duration.ofSeconds(45);
}

package systems.tasker.local.faults;

import static systems.tasker.local.faults.Fault.ANSWER_LOST;
import static systems.tasker.local.faults.Fault.CRASH_AFTER;
import static systems.tasker.local.faults.Fault.CRASH_BEFORE;
import static systems.tasker.local.faults.Fault.DEATH_AFTER;
import static systems.tasker.local.faults.Fault.DEATH_BEFORE;
import static systems.tasker.local.faults.Fault.DELAY_AFTER;
import static systems.tasker.local.faults.Fault.DELAY_BEFORE;
import static systems.tasker.local.faults.Fault.DUPLICATE;
import static systems.tasker.local.faults.Fault.HANG;
import static systems.tasker.local.faults.Fault.LONG_OUTAGE;
import static systems.tasker.local.faults.Fault.OUTAGE;
import static systems.tasker.local.faults.Fault.PAUSE;

import java.util.List;

/** The boundaries at which something can go wrong, and what can. */
enum Place {
    /** A call of the store by a function. */
    STORE,
    /** A call of the store by whoever creates, retries or closes a task. */
    STORE_OUTSIDE,
    /** A call of a service by a handler. */
    SERVICE,
    /** An invocation of a function by the machine, and its return. */
    FUNCTION,
    /** An answer to a task token by a function. */
    TOKEN,
    /** A call of the engine. */
    ENGINE;

    /** What can go wrong here. */
    List<Fault> faults() {
        return switch (this) {
            case STORE, SERVICE, TOKEN ->
                    List.of(
                            CRASH_BEFORE,
                            CRASH_AFTER,
                            PAUSE,
                            DEATH_BEFORE,
                            DEATH_AFTER,
                            HANG,
                            ANSWER_LOST,
                            OUTAGE,
                            LONG_OUTAGE,
                            DELAY_BEFORE,
                            DELAY_AFTER);
            case FUNCTION ->
                    List.of(
                            CRASH_BEFORE,
                            CRASH_AFTER,
                            PAUSE,
                            ANSWER_LOST,
                            OUTAGE,
                            LONG_OUTAGE,
                            DELAY_BEFORE,
                            DELAY_AFTER,
                            DUPLICATE);
            case STORE_OUTSIDE, ENGINE ->
                    List.of(CRASH_BEFORE, CRASH_AFTER, PAUSE, ANSWER_LOST, OUTAGE, LONG_OUTAGE);
        };
    }

    /**
     * Whether a task goes on by itself after that fault here, without a retry by an operator. With
     * bad luck in the jitter, retriers give up before even a short outage is over.
     */
    boolean isOvercome(Fault fault) {
        return switch (fault) {
            case CRASH_BEFORE, CRASH_AFTER, PAUSE, OUTAGE, LONG_OUTAGE -> false;
            case DEATH_BEFORE,
                    DEATH_AFTER,
                    HANG,
                    ANSWER_LOST,
                    DELAY_BEFORE,
                    DELAY_AFTER,
                    DUPLICATE ->
                    this != STORE_OUTSIDE && this != ENGINE;
        };
    }

    /** Whether an outage at the other place is one of this place too. */
    boolean failsWith(Place other) {
        return this == other
                || (this == STORE && other == STORE_OUTSIDE)
                || (this == STORE_OUTSIDE && other == STORE);
    }
}

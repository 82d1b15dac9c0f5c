package systems.tasker.local.asl;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A thread of control of an execution: the machine's body, or a branch of a Parallel. It appends to
 * the history and it waits; once it was stopped, it can do neither, and unwinds.
 */
final class Strand {
    private final Execution execution;
    private final Scheduler.Signal signal;
    private final List<Strand> children = new ArrayList<>();
    private boolean stopped;
    private long lastEvent;
    private @Nullable String stateType;

    Strand(Execution execution, long lastEvent) {
        this.execution = execution;
        this.signal = execution.scheduler().signal();
        this.lastEvent = lastEvent;
    }

    Execution execution() {
        return execution;
    }

    Instant now() {
        return execution.scheduler().now();
    }

    /**
     * Adds an event after this strand's last one, and returns its id.
     *
     * @throws Stopped where the strand was stopped
     */
    long append(String type, SequencedMap<String, @Nullable Object> details) {
        execution.checkDeadline();
        synchronized (execution.lock()) {
            checkGoingOn();
            execution.checkRoomForEvent();
            lastEvent = execution.add(lastEvent, type, details);
            return lastEvent;
        }
    }

    /** Enters a state that can be aborted: one that takes time. Null: leaves it. */
    void occupy(@Nullable String type) {
        synchronized (execution.lock()) {
            stateType = type;
        }
    }

    /**
     * Waits until somebody wakes this strand; a wake-up may come for nothing.
     *
     * @param limit the end of the wait, or null for none
     * @throws Stopped where the strand was stopped
     */
    void await(@Nullable Instant limit) {
        synchronized (execution.lock()) {
            checkGoingOn();
        }
        signal.await(Earliest.of(limit, execution.deadline()));
        execution.checkDeadline();
        synchronized (execution.lock()) {
            checkGoingOn();
        }
    }

    /** Waits until a time has come. */
    void sleepUntil(Instant end) {
        while (now().isBefore(end)) {
            await(end);
        }
    }

    void wake() {
        signal.set();
    }

    /** A strand below this one, going on from its last event. */
    Strand child() {
        synchronized (execution.lock()) {
            checkGoingOn();
            Strand child = new Strand(execution, lastEvent);
            children.add(child);
            return child;
        }
    }

    /** A strand below this one has come to its end: what follows hangs by its last event. */
    void goesOnFrom(Strand child) {
        synchronized (execution.lock()) {
            children.remove(child);
            lastEvent = child.lastEvent;
        }
    }

    /** Stops what is still under way below this strand. */
    void stopChildren() {
        synchronized (execution.lock()) {
            List.copyOf(children).forEach(Strand::stop);
            children.clear();
        }
    }

    /** Stops this strand and all below it, the innermost first. */
    void stop() {
        synchronized (execution.lock()) {
            if (stopped) {
                return;
            }
            stopChildren();
            stopped = true;
            if (stateType != null) {
                lastEvent = execution.add(lastEvent, stateType + "StateAborted", Details.none());
            }
            signal.set();
        }
    }

    long lastEvent() {
        return lastEvent;
    }

    private void checkGoingOn() {
        if (stopped) {
            throw new Stopped();
        }
    }
}

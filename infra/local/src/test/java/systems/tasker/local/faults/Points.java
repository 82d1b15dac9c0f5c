package systems.tasker.local.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The points that a trial has come to, in all its processes, and what went wrong at which. */
final class Points {
    private final Schedule schedule;
    private final List<Point> passed = new ArrayList<>();
    private final List<String> struck = new ArrayList<>();

    Points(Schedule schedule) {
        this.schedule = schedule;
    }

    /**
     * A call across a boundary.
     *
     * @param what is called, and by whom
     */
    record Point(int ordinal, Place place, String what) {
        @Override
        public String toString() {
            return ordinal + " (" + place + ": " + what + ")";
        }
    }

    /** Counts a point, and tells what goes wrong at it. */
    synchronized Optional<Fault> pass(Place place, String what) {
        Point point = new Point(passed.size() + 1, place, what);
        passed.add(point);
        Optional<Fault> fault = schedule.at(point.ordinal(), place);
        fault.ifPresent(happens -> struck.add(happens + " at " + point));
        return fault;
    }

    synchronized List<Point> passed() {
        return List.copyOf(passed);
    }

    /** What went wrong, as a person reads it. */
    synchronized List<String> struck() {
        return List.copyOf(struck);
    }
}

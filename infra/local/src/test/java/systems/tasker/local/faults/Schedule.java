package systems.tasker.local.faults;

import java.util.List;
import java.util.Optional;

/**
 * What goes wrong in a trial, and by which seed its threads take turns.
 *
 * @param strikes each at one point, counted over all processes of the trial
 */
record Schedule(long seed, List<Strike> strikes) {
    Schedule {
        strikes = List.copyOf(strikes);
    }

    /**
     * One thing that goes wrong.
     *
     * @param ordinal of the point, from 1
     * @param choice which of the faults that the place knows, counted in a circle
     */
    record Strike(int ordinal, int choice) {
        Fault at(Place place) {
            return place.faults().get(choice % place.faults().size());
        }
    }

    /** A schedule in which nothing goes wrong. */
    static Schedule undisturbed(long seed) {
        return new Schedule(seed, List.of());
    }

    /** What goes wrong at a point. */
    Optional<Fault> at(int ordinal, Place place) {
        return strikes.stream()
                .filter(strike -> strike.ordinal() == ordinal)
                .map(strike -> strike.at(place))
                .findFirst();
    }
}

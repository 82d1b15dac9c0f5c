package systems.tasker.protocol.explorer;

import java.util.Set;

/**
 * What may go wrong on a path, and how often.
 *
 * @param crashing states of the machine whose functions may die once, after any of their calls
 * @param duplicates invocations that Lambda makes twice, both on their own
 * @param timeOuts gates whose time-out comes while there is still something going on
 * @param stops executions stopped at any moment while their functions go on, and then resumed
 * @param resumes executions that ended in an error, and are then resumed
 */
record Chances(Set<String> crashing, int duplicates, int timeOuts, int stops, int resumes) {
    static final Chances NONE = new Chances(Set.of(), 0, 0, 0, 0);

    Chances withCrashes(String... states) {
        return new Chances(Set.of(states), duplicates, timeOuts, stops, resumes);
    }

    Chances withDuplicates(int count) {
        return new Chances(crashing, count, timeOuts, stops, resumes);
    }

    Chances withTimeOuts(int count) {
        return new Chances(crashing, duplicates, count, stops, resumes);
    }

    Chances withStops(int count) {
        return new Chances(crashing, duplicates, timeOuts, count, resumes);
    }

    Chances withResumes(int count) {
        return new Chances(crashing, duplicates, timeOuts, stops, count);
    }
}

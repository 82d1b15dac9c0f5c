package systems.tasker.local.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import systems.tasker.store.TaskStore;

/** Trials of one workload under many schedules, each in a file of its own. */
final class Sweep {
    /** Many more than any place knows faults, so that each of them is as likely. */
    private static final int CHOICES = 1 << 20;

    private final Path folder;
    private final Workload workload;
    private final UnaryOperator<TaskStore> planted;
    private final long seed;
    private int trials;

    /**
     * A sweep.
     *
     * @param planted a bug in front of the store, or the store as it is
     */
    Sweep(Path folder, Workload workload, UnaryOperator<TaskStore> planted, long seed) {
        this.folder = folder;
        this.workload = workload;
        this.planted = planted;
        this.seed = seed;
    }

    /** How many schedules have run. */
    int trials() {
        return trials;
    }

    private Trial.Result trial(Schedule schedule) {
        trials++;
        Path store = folder.resolve("tasker-" + trials + ".db");
        return new Trial(store, workload, schedule, planted).run();
    }

    /** The trial in which nothing goes wrong: its points are what can be struck. */
    Trial.Result undisturbed() {
        Trial.Result result = trial(Schedule.undisturbed(seed));
        assertEquals(workload.runs(), result.runs());
        return result;
    }

    /** Each point of an undisturbed trial, with each fault that its place knows. */
    void everySingleFault() {
        for (Points.Point point : undisturbed().points()) {
            for (int choice = 0; choice < point.place().faults().size(); choice++) {
                Schedule.Strike strike = new Schedule.Strike(point.ordinal(), choice);
                Fault fault = strike.at(point.place());
                Trial.Result result = trial(new Schedule(seed, List.of(strike)));
                assertEquals(List.of(fault + " at " + point), result.struck());
                if (point.place().isOvercome(fault)) {
                    assertEquals(workload.runs(), result.runs(), () -> fault + " at " + point);
                }
            }
        }
    }

    /**
     * Two faults at a time, the second of them maybe in what follows from the first, and each pair
     * under a seed of its own.
     *
     * @return how often what was to go wrong did
     */
    int randomPairs(int count) {
        SplittableRandom random = new SplittableRandom(seed);
        int points = undisturbed().points().size();
        int struck = 0;
        for (int i = 0; i < count; i++) {
            int first = 1 + random.nextInt(points);
            int second = first + 1 + random.nextInt(points);
            List<Schedule.Strike> strikes = new ArrayList<>();
            strikes.add(new Schedule.Strike(first, random.nextInt(CHOICES)));
            strikes.add(new Schedule.Strike(second, random.nextInt(CHOICES)));
            struck += trial(new Schedule(random.nextLong(), strikes)).struck().size();
        }
        return struck;
    }
}

package systems.tasker.local.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import systems.tasker.json.JsonObject;
import systems.tasker.json.JsonText;
import systems.tasker.local.project.Checkout;
import systems.tasker.local.stack.InterposedStack;

/**
 * Every point of a task at which something can go wrong, everything that can, and random pairs of
 * such faults. A failure names the faults; the seed makes them happen again.
 */
final class FaultInjectionTest {
    private static final long SEED = Long.getLong("tasker.faults.seed", 20_260_101);
    private static final int PAIRS = Integer.getInteger("tasker.faults.pairs", 300);

    /** Many more than any place knows faults, so that each of them is as likely. */
    private static final int CHOICES = 1 << 20;

    @TempDir private Path folder = Path.of("");
    private final AtomicInteger trials = new AtomicInteger();

    private Trial.Result trial(Workload workload, Schedule schedule) {
        Path store = folder.resolve("tasker-" + trials.incrementAndGet() + ".db");
        return new Trial(store, workload, schedule, real -> real).run();
    }

    /** Each point of an undisturbed trial, with each fault that its place knows. */
    private void everySingleFault(Workload workload) {
        Trial.Result undisturbed = trial(workload, Schedule.undisturbed(SEED));
        assertEquals(workload.runs(), undisturbed.runs());
        for (Points.Point point : undisturbed.points()) {
            for (int choice = 0; choice < point.place().faults().size(); choice++) {
                Schedule.Strike strike = new Schedule.Strike(point.ordinal(), choice);
                Trial.Result result = trial(workload, new Schedule(SEED, List.of(strike)));
                assertEquals(List.of(strike.at(point.place()) + " at " + point), result.struck());
            }
        }
    }

    /** Two faults, the second of them maybe in what follows from the first. */
    private void randomPairs(Workload workload) {
        SplittableRandom random = new SplittableRandom(SEED);
        int points = trial(workload, Schedule.undisturbed(SEED)).points().size();
        for (int i = 0; i < PAIRS; i++) {
            int first = 1 + random.nextInt(points);
            int second = first + 1 + random.nextInt(points);
            trial(
                    workload,
                    new Schedule(
                            random.nextLong(),
                            List.of(
                                    new Schedule.Strike(first, random.nextInt(CHOICES)),
                                    new Schedule.Strike(second, random.nextInt(CHOICES)))));
        }
    }

    private void run(Workload workload, TestInfo test) {
        everySingleFault(workload);
        int singles = trials.get();
        randomPairs(workload);
        System.out.println(
                test.getDisplayName()
                        + " "
                        + trials
                        + " schedules, "
                        + singles
                        + " of them with a single fault; seed "
                        + SEED);
        assertTrue(singles > 100);
    }

    @Test
    void theNWithItsGate(TestInfo test) {
        run(Workload.theN(), test);
    }

    @Test
    void aFailingFanOut(TestInfo test) {
        run(Workload.failingFanOut(), test);
    }

    @Test
    void theUserRegistration(TestInfo test) {
        try (Registration services = new Registration(folder)) {
            AtomicInteger users = new AtomicInteger();
            run(
                    new Workload(
                            InterposedStack.Deployment.of(Checkout.userRegistration()),
                            () -> services,
                            () -> registration(users.incrementAndGet()),
                            1),
                    test);
        }
    }

    /** Of a user whom nobody has registered before. */
    private static JsonText registration(int number) {
        SequencedMap<String, @Nullable Object> context = Checkout.example("user_registration");
        context.put(
                "user_info",
                Map.of("email", "user" + number + "@example.com", "name", "Ada", "plan", "pro"));
        return JsonText.of(JsonObject.of(context).fields());
    }
}

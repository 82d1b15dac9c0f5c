package systems.tasker.local.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.SequencedMap;
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

    @TempDir private Path folder = Path.of("");

    private void run(Workload workload, TestInfo test) {
        Sweep sweep = new Sweep(folder, workload, real -> real, SEED);
        sweep.everySingleFault();
        int singles = sweep.trials();
        int struck = sweep.randomPairs(PAIRS);
        System.out.println(
                test.getDisplayName()
                        + ": "
                        + sweep.trials()
                        + " schedules, "
                        + singles
                        + " of them with a single fault, the others with "
                        + struck
                        + " faults in all; seed "
                        + SEED);
        assertTrue(singles > 100, "Schedules with a single fault: " + singles);
        assertTrue(struck > PAIRS, "Faults in " + PAIRS + " pairs: " + struck);
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

package systems.tasker.local.faults;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import systems.tasker.PermanentError;
import systems.tasker.RetryableError;
import systems.tasker.ServiceDirectory;
import systems.tasker.Step;

/**
 * A service in memory that books one entry for each idempotency key, and counts what it is asked.
 */
final class Ledger implements Surroundings {
    private static final ThreadLocal<@Nullable Access> OF_INVOCATION = new ThreadLocal<>();

    private final SequencedMap<String, Integer> calls = new TreeMap<>();
    private final SequencedMap<String, Integer> effects = new TreeMap<>();
    private final Map<String, Integer> entries = new LinkedHashMap<>();
    private boolean repaired;

    /** The way from an invocation to the ledger. */
    private record Access(Ledger ledger, Boundary boundary) {}

    @Override
    public ServiceDirectory directory() {
        return ServiceDirectory.of(null);
    }

    @Override
    public void enter(Boundary boundary) {
        OF_INVOCATION.set(new Access(this, boundary));
    }

    @Override
    public void logged(String line, Boundary boundary) {}

    @Override
    public void repair() {
        repaired = true;
    }

    /**
     * Books a step's entry, from the handler's thread.
     *
     * @return the number of the entry: the same for the same key
     * @throws PermanentError where the step's configuration says <code>refused: for_good</code>,
     *     until the ledger is repaired
     * @throws RetryableError where it says <code>refused: once</code>, at the first call
     */
    static int book(Step step, String key) {
        Access access = OF_INVOCATION.get();
        if (access == null) {
            throw new IllegalStateException("No ledger is known to this thread");
        }
        return access.boundary.call(
                Place.SERVICE,
                "book",
                () -> access.ledger.entry(step, key),
                why -> new RetryableError("No answer: " + why));
    }

    private int entry(Step step, String key) {
        int call = calls.merge(key, 1, Integer::sum);
        String refused = step.handlerConfig().text("refused").orElse("never");
        if (refused.equals("for_good") && !repaired) {
            throw new PermanentError("The entry is refused", "REFUSED");
        }
        if (refused.equals("once") && call == 1) {
            throw new RetryableError("The entry is refused this time");
        }
        return entries.computeIfAbsent(
                key,
                unknown -> {
                    effects.merge(unknown, 1, Integer::sum);
                    return entries.size() + 1;
                });
    }

    @Override
    public Effects effects(String taskId) {
        return new Effects(new TreeMap<>(calls), new TreeMap<>(effects));
    }
}

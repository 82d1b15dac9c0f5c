package systems.tasker.local.fuzz;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Feeds a subject with drawn inputs and tells what it should not have done. {@code -Dfuzz.inputs=N}
 * makes the runs that much longer in all, {@code -Dfuzz.seed=N} draws others.
 */
final class Fuzzer<I> {
    /** Of all kinds together, where a test does not say otherwise. */
    static final int USUAL = 100_000;

    static final long SEED = Long.getLong("fuzz.seed", 20_261_125);

    private static final int MOST_FINDINGS = 20;

    private final String name;
    private final Inputs<I> inputs;
    private final Supplier<Watch.Subject<I>> subjects;
    private final int workers;

    /**
     * A fuzzer.
     *
     * @param subjects makes one for each worker
     */
    Fuzzer(String name, Inputs<I> inputs, int workers, Supplier<Watch.Subject<I>> subjects) {
        this.name = name;
        this.inputs = inputs;
        this.workers = workers;
        this.subjects = subjects;
    }

    /** What an input has caused, with as little of the input as causes it. */
    record Finding<I>(long ordinal, I input, Watch.Trouble trouble) {}

    /** The part of the wanted number of inputs that a kind has of the usual one. */
    static int part(int ofUsual) {
        long wanted = Integer.getInteger("fuzz.inputs", USUAL);
        return Math.toIntExact(wanted * ofUsual / USUAL);
    }

    /** Draws that many inputs; each kind of trouble is told once. */
    List<Finding<I>> findings(int number) {
        return run(number, MOST_FINDINGS);
    }

    /** Likewise, but no further than to the first trouble. */
    Optional<Finding<I>> first(int number) {
        return run(number, 1).stream().findFirst();
    }

    /** For people. */
    String told(Finding<I> finding) {
        return "%s, seed %d, input %d: %s%s\n  input, reduced:\n%s"
                .formatted(
                        name,
                        SEED,
                        finding.ordinal,
                        finding.trouble.kind(),
                        BytesInputs.visible(finding.trouble.details()),
                        inputs.shown(finding.input).indent(4));
    }

    private List<Finding<I>> run(int number, int mostFindings) {
        long began = System.nanoTime();
        AtomicLong next = new AtomicLong();
        SortedMap<Long, Finding<I>> found = new ConcurrentSkipListMap<>();
        Set<String> kinds = ConcurrentHashMap.newKeySet();
        Callable<String> worker =
                () -> {
                    try (Watch watch = new Watch()) {
                        Watch.Subject<I> subject = subjects.get();
                        long ordinal = next.getAndIncrement();
                        while (ordinal < number && found.size() < mostFindings) {
                            finding(watch, subject, ordinal)
                                    .filter(finding -> kinds.add(finding.trouble.kind()))
                                    .ifPresent(finding -> found.put(finding.ordinal, finding));
                            ordinal = next.getAndIncrement();
                        }
                        return watch.cost();
                    }
                };
        String costs = String.join(" + ", inParallel(worker));
        System.out.printf(
                Locale.ROOT,
                "fuzz %s: seed %d, %,d inputs in %.1f s (%s), %d findings%n",
                name,
                SEED,
                Math.min(number, next.get()),
                (System.nanoTime() - began) / 1e9,
                costs,
                found.size());
        return found.values().stream().limit(mostFindings).map(this::reduced).toList();
    }

    private List<String> inParallel(Callable<String> worker) {
        try (ExecutorService pool = Executors.newFixedThreadPool(workers)) {
            List<String> answers = new ArrayList<>();
            for (Future<String> end : pool.invokeAll(Collections.nCopies(workers, worker))) {
                answers.add(end.get());
            }
            return answers;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Optional<Finding<I>> finding(Watch watch, Watch.Subject<I> subject, long ordinal) {
        I input = inputs.drawn(new Draw(SEED, ordinal));
        return watch.trouble(subject, input, inputs.size(input))
                .map(trouble -> new Finding<>(ordinal, input, trouble));
    }

    private Finding<I> reduced(Finding<I> finding) {
        try (Watch watch = new Watch()) {
            Watch.Subject<I> subject = subjects.get();
            I smallest =
                    inputs.smallest(
                            finding.input,
                            smaller ->
                                    watch.trouble(subject, smaller, inputs.size(smaller))
                                            .map(Watch.Trouble::kind)
                                            .filter(finding.trouble.kind()::equals)
                                            .isPresent());
            return new Finding<>(finding.ordinal, smallest, finding.trouble);
        }
    }
}

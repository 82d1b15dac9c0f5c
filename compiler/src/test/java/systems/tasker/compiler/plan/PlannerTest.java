package systems.tasker.compiler.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PlannerTest {

    /** {@code "a", "b<a", "c<a,b"}. */
    private static StepGraph graph(String... steps) {
        SequencedMap<String, List<String>> dependencies = new LinkedHashMap<>();
        for (String step : steps) {
            String[] parts = step.split("<", -1);
            dependencies.put(
                    parts[0], parts.length == 1 ? List.of() : List.of(parts[1].split(",", -1)));
        }
        return StepGraph.of(dependencies);
    }

    private static String plan(String... steps) {
        return show(Planner.plan(graph(steps)));
    }

    private static String show(Plan plan) {
        return switch (plan) {
            case Plan.Step step -> step.name();
            case Plan.Gate gate -> "[" + String.join(" ", gate.waitsFor()) + "]";
            case Plan.Sequence sequence ->
                    String.join(
                            " ; ", sequence.parts().stream().map(PlannerTest::bracketed).toList());
            case Plan.Parallel parallel ->
                    String.join(
                            " | ",
                            parallel.branches().stream().map(PlannerTest::bracketed).toList());
        };
    }

    private static String bracketed(Plan plan) {
        return plan instanceof Plan.Step || plan instanceof Plan.Gate
                ? show(plan)
                : "(" + show(plan) + ")";
    }

    @Test
    void aSingleStepIsItself() {
        assertEquals("a", plan("a"));
    }

    @Test
    void aDiamondIsAParallelBetweenTwoSteps() {
        assertEquals("a ; (b | c) ; d", plan("a", "b<a", "c<a", "d<b,c"));
    }

    @Test
    void aDependencyThatFollowsFromOthersChangesNothing() {
        assertEquals("a ; b ; c", plan("a", "b<a", "c<a,b"));
    }

    @Test
    void completeLayersAreASequenceOfParallels() {
        assertEquals("(a | b) ; (c | d)", plan("a", "b", "c<a,b", "d<a,b"));
    }

    @Test
    void stepsMayStandInAnyOrderInTheTemplate() {
        assertEquals("a ; (d | c) ; b", plan("d<a", "b<d,c", "c<a", "a"));
    }

    @Test
    void theNWaitsAtOneGate() {
        assertEquals("a | (b ; d) | ([a b] ; c)", plan("a", "b", "c<a,b", "d<b"));
    }

    @Test
    void stepsWithTheSameAncestorsShareAGate() {
        assertEquals("a | (b ; e) | ([a b] ; (c | d))", plan("a", "b", "c<a,b", "d<a,b", "e<b"));
    }

    @Test
    void aPrimeWithinAParallelSharesIt() {
        assertEquals("a | (b ; d) | ([a b] ; c) | x", plan("a", "b", "c<a,b", "d<b", "x"));
    }

    @Test
    void whatFollowsAPrimeNeedsNoGate() {
        assertEquals(
                "s ; (a | (b ; d) | ([a b] ; c)) ; t",
                plan("s", "a<s", "b<s", "c<a,b", "d<b", "t<c,d"));
    }

    @Test
    void customerAnalyticsNeedsOneGate() {
        assertEquals(
                "(((users | orders) ; customers) | products | ([orders products] ; goods)) ; join",
                plan(
                        "users",
                        "orders",
                        "products",
                        "customers<users,orders",
                        "goods<orders,products",
                        "join<customers,goods"));
    }

    @Test
    void aDependencyBeforeTheForkIsNoReasonForAGate() {
        assertEquals("a ; (b | c) ; d", plan("a", "b<a", "c<a", "d<a,b,c"));
    }

    @Test
    void aChainOfTenThousandIsOneSequence() {
        SequencedMap<String, List<String>> dependencies = new LinkedHashMap<>();
        for (int i = 0; i < 10_000; i++) {
            dependencies.put("s" + i, i == 0 ? List.of() : List.of("s" + (i - 1)));
        }
        Plan plan = Planner.plan(StepGraph.of(dependencies));
        assertTrue(plan instanceof Plan.Sequence sequence && sequence.parts().size() == 10_000);
    }

    /** Every order that was composed comes back as one that orders the same pairs. */
    @Test
    void randomCompositionsAreFoundAgain() {
        long seed = 20_261_125;
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            int size = 1 + random.nextInt(14);
            Set<List<Integer>> pairs = compose(0, size, random, random.nextBoolean());
            int[] shuffled = new Random(round).ints(0, size).distinct().limit(size).toArray();
            SequencedMap<String, List<String>> dependencies = new LinkedHashMap<>();
            for (int step : shuffled) {
                dependencies.put(
                        "s" + step,
                        pairs.stream()
                                .filter(pair -> pair.get(1) == step)
                                .map(pair -> "s" + pair.get(0))
                                .toList());
            }
            Plan plan = Planner.plan(StepGraph.of(dependencies));
            Set<List<Integer>> planned = new HashSet<>();
            members(plan, planned);
            assertEquals(pairs, planned, "seed " + seed + ", round " + round);
        }
    }

    /** The pairs (before, after) of a random series-parallel order of the steps from..to-1. */
    private static Set<List<Integer>> compose(int from, int to, Random random, boolean series) {
        if (to - from == 1) {
            return new HashSet<>();
        }
        int cut = from + 1 + random.nextInt(to - from - 1);
        Set<List<Integer>> pairs = compose(from, cut, random, random.nextBoolean());
        pairs.addAll(compose(cut, to, random, random.nextBoolean()));
        if (series) {
            for (int a = from; a < cut; a++) {
                for (int b = cut; b < to; b++) {
                    pairs.add(List.of(a, b));
                }
            }
        }
        return pairs;
    }

    private static List<Integer> members(Plan plan, Set<List<Integer>> pairs) {
        List<Integer> all = new ArrayList<>();
        switch (plan) {
            case Plan.Step step -> all.add(Integer.valueOf(step.name().substring(1)));
            case Plan.Gate gate -> throw new AssertionError("A gate in a series-parallel order");
            case Plan.Parallel parallel ->
                    parallel.branches().forEach(branch -> all.addAll(members(branch, pairs)));
            case Plan.Sequence sequence ->
                    sequence.parts()
                            .forEach(
                                    part -> {
                                        List<Integer> after = members(part, pairs);
                                        for (int a : all) {
                                            after.forEach(b -> pairs.add(List.of(a, b)));
                                        }
                                        all.addAll(after);
                                    });
        }
        return all;
    }
}

package systems.tasker.compiler.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The planner on every partial order of up to seven steps. */
final class AllOrdersTest {
    private static final long SEED = 20_261_125;
    private static final int DURATIONS = 5;

    private static List<int[]> upToSix() {
        return IntStream.rangeClosed(1, 6)
                .boxed()
                .map(PartialOrders::of)
                .flatMap(List::stream)
                .toList();
    }

    private static Plan plan(int[] order) {
        return Planner.plan(StepGraph.of(PartialOrders.graph(order)));
    }

    @Test
    void theyAreAsManyAsTheyShouldBe() {
        assertEquals(
                List.of(1, 2, 5, 16, 63, 318, 2045),
                IntStream.rangeClosed(1, 7).mapToObj(n -> PartialOrders.of(n).size()).toList());
    }

    private static void everyStepBeginsWhenItCan(List<int[]> orders, int drawn) {
        Exactness exactness = new Exactness(Planner::plan);
        for (int[] order : orders) {
            for (int draw = 0; draw < drawn; draw++) {
                assertEquals(
                        Optional.empty(),
                        exactness.violation(PartialOrders.graph(order), SEED + draw));
            }
        }
    }

    @Test
    void everyStepBeginsAtTheMomentWhenTheLastOfItsDependenciesEnds() {
        everyStepBeginsWhenItCan(upToSix(), DURATIONS);
        everyStepBeginsWhenItCan(PartialOrders.of(7), 2);
    }

    @Test
    void thereAreGatesWhereThereIsAnNAndNowhereElse() {
        for (int size = 1; size <= 7; size++) {
            for (int[] order : PartialOrders.of(size)) {
                assertEquals(
                        PartialOrders.hasN(order),
                        Counts.of(plan(order)).gates() > 0,
                        PartialOrders.graph(order).toString());
            }
        }
    }

    private static List<String> costlier(List<int[]> orders) {
        List<String> costlier = new ArrayList<>();
        int gates = 0;
        for (int[] order : orders) {
            ExhaustiveSearch.Cost cheapest = ExhaustiveSearch.cheapest(order);
            Counts counts = Counts.of(plan(order));
            int transitions = counts.parallels() + counts.gates();
            assertFalse(transitions < cheapest.transitions(), "cheaper than the cheapest");
            if (transitions > cheapest.transitions()) {
                costlier.add(
                        transitions
                                - cheapest.transitions()
                                + " more: "
                                + PartialOrders.graph(order));
            } else if (counts.gates() > cheapest.gates()) {
                gates++;
            }
        }
        System.out.printf(
                "%d orders: more transitions than the cheapest plan in %d, as many but more gates in"
                        + " %d%n",
                orders.size(), costlier.size(), gates);
        costlier.forEach(System.out::println);
        return costlier;
    }

    @Test
    void noPlanOfUpToSixStepsHasFewerTransitions() {
        List<int[]> orders = upToSix();
        assertEquals(405, orders.size());
        assertEquals(List.of(), costlier(orders));
    }

    @Test
    void plansOfSevenStepsHaveOneTransitionTooManyInFifteenCases() {
        List<String> costlier = costlier(PartialOrders.of(7));
        assertEquals(15, costlier.size());
        assertEquals(List.of(), costlier.stream().filter(one -> !one.startsWith("1 ")).toList());
    }
}

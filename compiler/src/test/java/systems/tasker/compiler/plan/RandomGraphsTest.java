package systems.tasker.compiler.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The planner on random graphs; {@code -Dplanner.seed=N} draws others. */
final class RandomGraphsTest {
    private static final long SEED = Long.getLong("planner.seed", 20_261_125);

    /** Draws graphs, and fails with the smallest that can be made of one whose plan is wrong. */
    private static void checkPlans(
            RandomGraphs family, int rounds, int sizeLimit, Function<StepGraph, Plan> planner) {
        Random random = new Random(SEED + family.name().hashCode());
        Exactness exactness = new Exactness(planner);
        for (int round = 0; round < rounds; round++) {
            int size = 2 + random.nextInt(sizeLimit - 1);
            SequencedMap<String, List<String>> graph = family.draw(size, random);
            if (exactness.violation(graph, SEED).isPresent()) {
                SequencedMap<String, List<String>> minimal =
                        Shrinking.minimal(
                                graph, smaller -> exactness.violation(smaller, SEED).isPresent());
                fail(
                        "seed %d, %s, round %d: %s"
                                .formatted(
                                        SEED,
                                        family,
                                        round,
                                        exactness.violation(minimal, SEED).orElseThrow()));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyStepBeginsWhenItCan(RandomGraphs family) {
        System.out.println(family + ": seed " + SEED);
        checkPlans(family, 600, 40, Planner::plan);
        checkPlans(family, 3, 2_000, Planner::plan);
    }

    @ParameterizedTest
    @EnumSource
    void aPlanIsTheSameEveryTime(RandomGraphs family) {
        SequencedMap<String, List<String>> graph = family.draw(60, new Random(SEED));
        assertEquals(
                Planner.plan(StepGraph.of(graph)),
                Planner.plan(StepGraph.of(new LinkedHashMap<>(graph))));
    }

    @ParameterizedTest
    @EnumSource
    void theOrderOfDeclarationsDoesNotMatter(RandomGraphs family) {
        Random random = new Random(SEED);
        Exactness exactness = new Exactness(Planner::plan);
        SequencedMap<String, List<String>> graph = family.draw(30, random);
        Counts counts = Counts.of(Planner.plan(StepGraph.of(graph)));
        for (int round = 0; round < 20; round++) {
            List<String> names = new ArrayList<>(graph.sequencedKeySet());
            Collections.shuffle(names, random);
            SequencedMap<String, List<String>> shuffled = new LinkedHashMap<>();
            names.forEach(name -> shuffled.put(name, graph.getOrDefault(name, List.of())));
            assertEquals(Optional.empty(), exactness.violation(shuffled, SEED));
            assertEquals(counts.steps(), Counts.of(Planner.plan(StepGraph.of(shuffled))).steps());
        }
    }

    /** A planner as others have it: level by level. */
    private static Plan withBarriers(StepGraph graph) {
        SequencedMap<Integer, List<Plan>> levels = new LinkedHashMap<>();
        int[] level = new int[graph.size()];
        for (int placed = 0, next = 0; placed < graph.size(); next++) {
            List<Plan> steps = new ArrayList<>();
            for (int step = 0; step < graph.size(); step++) {
                if (level[step] == 0 && isReady(graph, step, level, next + 1)) {
                    level[step] = next + 1;
                    steps.add(new Plan.Step(graph.name(step)));
                }
            }
            placed += steps.size();
            levels.put(next, steps);
        }
        List<Plan> parts =
                levels.values().stream()
                        .map(
                                steps ->
                                        steps.size() == 1
                                                ? steps.getFirst()
                                                : new Plan.Parallel(steps))
                        .toList();
        return parts.size() == 1 ? parts.getFirst() : new Plan.Sequence(parts);
    }

    private static boolean isReady(StepGraph graph, int step, int[] level, int now) {
        for (int before : graph.dependencies(step)) {
            if (level[before] == 0 || level[before] == now) {
                return false;
            }
        }
        return true;
    }

    @Test
    void aPlannerWithBarriersIsCaughtByThreeStepsAndOneDependency() {
        Exactness exactness = new Exactness(RandomGraphsTest::withBarriers);
        SequencedMap<String, List<String>> large = RandomGraphs.LAYERED.draw(40, new Random(SEED));
        assertTrue(exactness.violation(large, SEED).isPresent());
        SequencedMap<String, List<String>> minimal =
                Shrinking.minimal(large, smaller -> exactness.violation(smaller, SEED).isPresent());
        assertEquals(3, minimal.size(), minimal.toString());
        assertEquals(1, minimal.values().stream().mapToInt(List::size).sum(), minimal.toString());
    }

    @Test
    void fiveThousandStepsWithTwentyThousandDependenciesArePlannedSoon() {
        Random random = new Random(SEED);
        SequencedMap<String, List<String>> graph = new LinkedHashMap<>();
        for (int step = 0; step < 5_000; step++) {
            List<String> before = new ArrayList<>();
            for (int i = 0; i < 4 && step > 0; i++) {
                before.add("s" + random.nextInt(step));
            }
            graph.put("s" + step, before.stream().distinct().toList());
        }
        long start = System.nanoTime();
        Plan plan = Planner.plan(StepGraph.of(graph));
        long milliseconds = (System.nanoTime() - start) / 1_000_000;
        System.out.printf("5,000 steps: %,d ms, %s%n", milliseconds, Counts.of(plan));
        assertTrue(milliseconds < 10_000, milliseconds + " ms");
        assertEquals(Optional.empty(), new Exactness(anything -> plan).violation(graph, SEED));
    }
}

package systems.tasker.local.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import systems.tasker.asl.StateMachineWriter;
import systems.tasker.compiler.CompiledWorkflow;
import systems.tasker.compiler.plan.PartialOrders;
import systems.tasker.compiler.plan.RandomGraphs;
import systems.tasker.local.asl.Machine;

/**
 * What the compiler emits, executed with the production functions under a virtual clock: every step
 * once, at the very moment when the last of its dependencies ended, in as few transitions as
 * planned. {@code -Dplanner.seed=N} draws other durations and graphs.
 */
final class PlansInTheEngineTest {
    private static final long SEED = Long.getLong("planner.seed", 20_261_125);
    private static final int DRAWN = 5;

    private static void runAll(int points, int drawn) {
        long start = System.nanoTime();
        Random random = new Random(SEED);
        List<int[]> orders = PartialOrders.of(points);
        for (int[] order : orders) {
            ExactRun run = new ExactRun(PartialOrders.graph(order));
            for (int draw = 0; draw < drawn; draw++) {
                run.check(random, "seed " + SEED + ", draw " + draw);
            }
        }
        System.out.printf(
                "%d orders of %d steps, %d runs each, seed %d: all exact, %,d ms%n",
                orders.size(), points, drawn, SEED, (System.nanoTime() - start) / 1_000_000);
    }

    @Test
    void everyOrderOfUpToSixStepsRunsExactly() {
        for (int points = 1; points <= 6; points++) {
            runAll(points, DRAWN);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "thorough", matches = "true")
    void everyOrderOfSevenStepsRunsExactly() {
        runAll(7, 2);
    }

    @ParameterizedTest
    @EnumSource
    void randomGraphsRunExactly(RandomGraphs family) {
        Random random = new Random(SEED + family.name().hashCode());
        for (int size : new int[] {8, 15, 30, 60, 200}) {
            String what = "seed " + SEED + ", " + family + " of " + size;
            new ExactRun(family.draw(size, random)).check(random, what);
        }
    }

    /** Forks within forks: a1, then (a2 ... z2 | b2), then z1. */
    private static SequencedMap<String, List<String>> nested(int levels) {
        SequencedMap<String, List<String>> graph = new LinkedHashMap<>();
        for (int level = 1; level <= levels; level++) {
            List<String> before = level == 1 ? List.of() : List.of("a" + (level - 1));
            graph.put("a" + level, before);
            graph.put("b" + level, before);
        }
        for (int level = levels; level >= 1; level--) {
            String inner = level == levels ? "a" + level : "z" + (level + 1);
            graph.put("z" + level, List.of(inner, "b" + level));
        }
        return graph;
    }

    @Test
    void parallelsNestedThreeHundredDeepAreWrittenReadAndRun() {
        SequencedMap<String, List<String>> graph = nested(300);
        CompiledWorkflow workflow = Workflows.emit(graph);
        String written = StateMachineWriter.compact(workflow.machine());
        Machine read = Machine.read("nested", written);
        assertEquals(written, StateMachineWriter.compact(read.definition()));
        new ExactRun(graph, workflow).check(new Random(SEED), "nested");
    }

    @Test
    void aChainOfThousandsOfStepsIsWrittenAndRead() {
        SequencedMap<String, List<String>> graph = new LinkedHashMap<>();
        for (int step = 0; step < 10_000; step++) {
            graph.put("s" + step, step == 0 ? List.of() : List.of("s" + (step - 1)));
        }
        CompiledWorkflow workflow = Workflows.emit(graph);
        Machine machine = Machine.read("chain", StateMachineWriter.compact(workflow.machine()));
        assertTrue(machine.definition().body().states().size() > 30_000);
    }
}

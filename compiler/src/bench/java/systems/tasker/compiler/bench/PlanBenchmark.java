package systems.tasker.compiler.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import java.util.function.IntFunction;
import systems.tasker.compiler.diagnostics.Place;
import systems.tasker.compiler.emit.Emitter;
import systems.tasker.compiler.plan.Plan;
import systems.tasker.compiler.plan.Planner;
import systems.tasker.compiler.plan.StepGraph;
import systems.tasker.compiler.template.ContextSchema;
import systems.tasker.compiler.template.Located;
import systems.tasker.compiler.template.StepTemplate;
import systems.tasker.compiler.template.TaskTemplate;

/**
 * Milliseconds to plan and emit graphs of several families and sizes, warm, the median of many
 * rounds; how the time grows; and the transitions that the plans cost, beside plans with a barrier
 * behind each level, and with a gate for each step of several parents.
 *
 * <pre>
 * ./mvnw -q -Pbench -pl compiler test-compile
 * java -cp "compiler/target/test-classes:compiler/target/classes:$(find infra/local/target/lib -name '*.jar' | tr '\n' ':')" \
 *     systems.tasker.compiler.bench.PlanBenchmark
 * </pre>
 */
final class PlanBenchmark {
    private static final int[] SIZES = {1_000, 2_000, 5_000};
    private static final int WARM_UP = 20;
    private static final int ROUNDS = 21;

    private PlanBenchmark() {}

    /** A family of graphs: of each size one, always the same. */
    private record Family(String name, IntFunction<SequencedMap<String, List<String>>> graph) {}

    private static final List<Family> FAMILIES =
            List.of(
                    new Family("chain", size -> graph(size, (step, random) -> last(step, 1))),
                    new Family("layers of ten", size -> graph(size, PlanBenchmark::layered)),
                    new Family("random", size -> graph(size, PlanBenchmark::scattered)));

    @FunctionalInterface
    private interface Dependencies {
        int[] of(int step, Random random);
    }

    /** Prints a table. */
    public static void main(String[] arguments) {
        System.out.printf(
                Locale.ROOT,
                "%-14s %6s %10s %10s %10s %8s | %s%n",
                "",
                "steps",
                "graph ms",
                "plan ms",
                "emit ms",
                "n^x",
                "transitions a step: ours, barriers, a gate each");
        FAMILIES.forEach(family -> times(family.graph().apply(SIZES[0])));
        for (Family family : FAMILIES) {
            double smallest = 0;
            for (int size : SIZES) {
                SequencedMap<String, List<String>> dependencies = family.graph().apply(size);
                double[] times = times(dependencies);
                double all = times[0] + times[1] + times[2];
                System.out.printf(
                        Locale.ROOT,
                        "%-14s %6d %10.2f %10.2f %10.2f %8s | %.2f %.2f %.2f%n",
                        family.name(),
                        size,
                        times[0],
                        times[1],
                        times[2],
                        smallest == 0
                                ? ""
                                : "%.2f"
                                        .formatted(
                                                Math.log(all / smallest)
                                                        / Math.log((double) size / SIZES[0])),
                        transitions(Planner.plan(StepGraph.of(dependencies))) / (double) size,
                        barriers(dependencies) / (double) size,
                        gateEach(dependencies) / (double) size);
                smallest = smallest == 0 ? all : smallest;
            }
        }
    }

    /** Medians, in milliseconds, of making the graph, planning, emitting. */
    private static double[] times(SequencedMap<String, List<String>> dependencies) {
        TaskTemplate template = template(dependencies);
        double[][] rounds = new double[3][ROUNDS];
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            long start = System.nanoTime();
            StepGraph graph = StepGraph.of(dependencies);
            long graphed = System.nanoTime();
            Plan plan = Planner.plan(graph);
            long planned = System.nanoTime();
            Emitter.emit(template, plan);
            long emitted = System.nanoTime();
            if (round >= 0) {
                rounds[0][round] = (graphed - start) / 1e6;
                rounds[1][round] = (planned - graphed) / 1e6;
                rounds[2][round] = (emitted - planned) / 1e6;
            }
        }
        double[] medians = new double[3];
        for (int i = 0; i < medians.length; i++) {
            Arrays.sort(rounds[i]);
            medians[i] = rounds[i][ROUNDS / 2];
        }
        return medians;
    }

    private static SequencedMap<String, List<String>> graph(int size, Dependencies dependencies) {
        Random random = new Random(size);
        SequencedMap<String, List<String>> graph = new LinkedHashMap<>();
        for (int step = 0; step < size; step++) {
            graph.put(
                    "step_" + step,
                    Arrays.stream(dependencies.of(step, random))
                            .distinct()
                            .mapToObj(other -> "step_" + other)
                            .toList());
        }
        return graph;
    }

    private static int[] last(int step, int number) {
        return step < number ? new int[0] : new int[] {step - number};
    }

    /** Ten steps a layer, each on one to three of the layer before. */
    private static int[] layered(int step, Random random) {
        int layer = step / 10;
        return layer == 0
                ? new int[0]
                : random.ints(1 + random.nextInt(3), (layer - 1) * 10, layer * 10).toArray();
    }

    /** Up to four dependencies among the hundred steps before. */
    private static int[] scattered(int step, Random random) {
        return step == 0
                ? new int[0]
                : random.ints(random.nextInt(5), Math.max(0, step - 100), step).toArray();
    }

    private static TaskTemplate template(SequencedMap<String, List<String>> dependencies) {
        List<StepTemplate> steps = new ArrayList<>();
        dependencies.forEach(
                (name, others) ->
                        steps.add(
                                new StepTemplate(
                                        here(name),
                                        Optional.empty(),
                                        here("bench.Handler"),
                                        others.stream().map(PlanBenchmark::here).toList(),
                                        Optional.empty(),
                                        true,
                                        3,
                                        false,
                                        new LinkedHashMap<>())));
        return new TaskTemplate(
                "bench",
                "bench",
                "1.0.0",
                Optional.empty(),
                here("bench.Task"),
                Optional.empty(),
                new ContextSchema(new LinkedHashMap<>(), new LinkedHashMap<>()),
                new LinkedHashMap<>(),
                List.of(),
                steps,
                Place.START);
    }

    private static Located<String> here(String value) {
        return new Located<>(value, Place.START);
    }

    /** Of a run without failures: steps, Parallels, gates and Finalize. */
    private static int transitions(Plan plan) {
        return 1 + states(plan);
    }

    private static int states(Plan plan) {
        return switch (plan) {
            case Plan.Step step -> 1;
            case Plan.Gate gate -> 1;
            case Plan.Sequence sequence ->
                    sequence.parts().stream().mapToInt(PlanBenchmark::states).sum();
            case Plan.Parallel parallel ->
                    1 + parallel.branches().stream().mapToInt(PlanBenchmark::states).sum();
        };
    }

    /** A Parallel for each level of two or more steps, one level after the other. */
    private static int barriers(SequencedMap<String, List<String>> dependencies) {
        SequencedMap<String, Integer> levels = new LinkedHashMap<>();
        SequencedMap<Integer, Integer> widths = new LinkedHashMap<>();
        dependencies.forEach(
                (step, others) -> {
                    int level =
                            1
                                    + others.stream()
                                            .mapToInt(other -> levels.getOrDefault(other, 0))
                                            .max()
                                            .orElse(-1);
                    levels.put(step, level);
                    widths.merge(level, 1, Integer::sum);
                });
        return dependencies.size()
                + (int) widths.values().stream().filter(width -> width > 1).count()
                + 1;
    }

    /** One Parallel around all; a gate for each step of several parents, a fork for each of several. */
    private static int gateEach(SequencedMap<String, List<String>> dependencies) {
        SequencedMap<String, Integer> onlyChildren = new LinkedHashMap<>();
        int gates = 0;
        for (List<String> parents : dependencies.values()) {
            gates += parents.size() > 1 ? 1 : 0;
            if (parents.size() == 1) {
                onlyChildren.merge(parents.getFirst(), 1, Integer::sum);
            }
        }
        int forks = (int) onlyChildren.values().stream().filter(children -> children > 1).count();
        return dependencies.size() + forks + gates + (gates > 0 ? 1 : 0) + 1;
    }
}

package systems.tasker.compiler.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import java.util.function.Function;

/** Whether a planner lets every step begin at the very moment when it can, not before or after. */
final class Exactness {
    private final Function<StepGraph, Plan> planner;

    Exactness(Function<StepGraph, Plan> planner) {
        this.planner = planner;
    }

    /** What is wrong with the plan of a graph, for durations drawn from a seed. */
    Optional<String> violation(SequencedMap<String, List<String>> dependencies, long seed) {
        StepGraph graph = StepGraph.of(dependencies);
        Map<String, Long> durations = durations(dependencies, seed);
        Map<String, Long> begins = Simulation.begins(planner.apply(graph), durations);
        Map<String, Long> earliest = Simulation.earliest(graph, durations);
        if (begins.size() != graph.size()) {
            return Optional.of("Of " + graph.size() + " steps " + begins.size() + " ran");
        }
        return earliest.entrySet().stream()
                .filter(step -> !step.getValue().equals(begins.get(step.getKey())))
                .findFirst()
                .map(
                        step ->
                                "%s can begin at %d and begins at %d in %s, durations %s"
                                        .formatted(
                                                step.getKey(),
                                                step.getValue(),
                                                begins.get(step.getKey()),
                                                dependencies,
                                                durations));
    }

    /** From 1 to 1,000; of a step the same in every graph, so that it can be shrunk. */
    private static Map<String, Long> durations(
            SequencedMap<String, List<String>> dependencies, long seed) {
        Map<String, Long> durations = new LinkedHashMap<>();
        for (String name : dependencies.sequencedKeySet()) {
            Random random = new Random(seed * 31 + name.hashCode());
            random.nextInt(); // the first follows the seed too closely
            durations.put(name, 1L + random.nextInt(1_000));
        }
        return durations;
    }
}

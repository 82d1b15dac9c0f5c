package systems.tasker.compiler.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;

/** Makes a counterexample small: without steps and dependencies that it does not need. */
final class Shrinking {
    private Shrinking() {}

    /** A graph that fails still, and would not without any one of its steps or dependencies. */
    static SequencedMap<String, List<String>> minimal(
            SequencedMap<String, List<String>> failing,
            Predicate<SequencedMap<String, List<String>>> fails) {
        SequencedMap<String, List<String>> smallest = failing;
        Optional<SequencedMap<String, List<String>>> smaller = Optional.of(failing);
        while (smaller.isPresent()) {
            smallest = smaller.get();
            smaller = smaller(smallest).stream().filter(fails).findFirst();
        }
        return smallest;
    }

    private static List<SequencedMap<String, List<String>>> smaller(
            SequencedMap<String, List<String>> graph) {
        List<SequencedMap<String, List<String>>> smaller = new ArrayList<>();
        for (String step : graph.sequencedKeySet()) {
            if (graph.size() > 1) {
                smaller.add(withoutStep(graph, step));
            }
        }
        graph.forEach(
                (step, dependencies) ->
                        dependencies.forEach(
                                dependency -> smaller.add(withoutEdge(graph, step, dependency))));
        return smaller;
    }

    private static SequencedMap<String, List<String>> withoutStep(
            SequencedMap<String, List<String>> graph, String removed) {
        SequencedMap<String, List<String>> smaller = new LinkedHashMap<>();
        graph.forEach(
                (step, dependencies) -> {
                    if (!step.equals(removed)) {
                        smaller.put(step, without(dependencies, removed));
                    }
                });
        return smaller;
    }

    private static SequencedMap<String, List<String>> withoutEdge(
            SequencedMap<String, List<String>> graph, String of, String removed) {
        SequencedMap<String, List<String>> smaller = new LinkedHashMap<>(graph);
        smaller.replace(of, without(graph.getOrDefault(of, List.of()), removed));
        return smaller;
    }

    private static List<String> without(List<String> names, String removed) {
        return names.stream().filter(name -> !name.equals(removed)).toList();
    }
}

package systems.tasker.compiler.explain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * How long a run takes by given durations of its steps, calls and starts of functions apart. All
 * times are seconds.
 *
 * @param durations of each step
 * @param criticalPath the chain of steps that takes longest
 * @param exact what the machine takes: as long as that chain
 * @param levelByLevel what a machine would take that waits for all of a level before it begins the
 *     next
 * @param oneByOne all durations
 */
public record Times(
        SequencedMap<String, Double> durations,
        List<String> criticalPath,
        double exact,
        double levelByLevel,
        double oneByOne) {

    static Times of(StepOrder order, ToDoubleFunction<String> durationOf) {
        SequencedMap<String, Double> durations = new LinkedHashMap<>();
        order.steps().forEach(step -> durations.put(step, durationOf.applyAsDouble(step)));
        Map<String, Double> ends = new HashMap<>();
        Map<String, String> lastBefore = new HashMap<>();
        double levelByLevel = 0;
        double exact = 0;
        String last = null;
        for (List<String> level : order.levels()) {
            double longest = 0;
            for (String step : level) {
                double begin = 0;
                for (String dependency : order.dependencies(step)) {
                    double end = ends.getOrDefault(dependency, 0.0);
                    if (end > begin || !lastBefore.containsKey(step)) {
                        begin = Math.max(begin, end);
                        lastBefore.put(step, dependency);
                    }
                }
                double duration = durationOf.applyAsDouble(step);
                ends.put(step, begin + duration);
                longest = Math.max(longest, duration);
                if (last == null || begin + duration > exact) {
                    exact = begin + duration;
                    last = step;
                }
            }
            levelByLevel += longest;
        }
        double oneByOne = durations.values().stream().mapToDouble(Double::doubleValue).sum();
        return new Times(
                durations,
                path(last, lastBefore),
                rounded(exact),
                rounded(levelByLevel),
                rounded(oneByOne));
    }

    /** To microseconds: what adding binary fractions leaves behind them means nothing. */
    private static double rounded(double seconds) {
        return Math.round(seconds * 1e6) / 1e6;
    }

    private static List<String> path(@Nullable String last, Map<String, String> lastBefore) {
        List<String> path = new ArrayList<>();
        for (String step = last; step != null; step = lastBefore.get(step)) {
            path.add(step);
        }
        return path.reversed();
    }
}

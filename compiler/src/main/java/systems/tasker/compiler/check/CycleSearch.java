package systems.tasker.compiler.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import systems.tasker.compiler.template.Located;
import systems.tasker.compiler.template.StepTemplate;

/**
 * Looks for steps that depend on each other in a circle, depth first, without recursion. Names of
 * no step lead nowhere, and a step that depends on itself is no circle of several.
 */
final class CycleSearch {
    private final SequencedMap<String, StepTemplate> steps;
    private final Map<String, Iterator<Located<String>>> entered = new LinkedHashMap<>();
    private final Deque<String> path = new ArrayDeque<>();

    CycleSearch(SequencedMap<String, StepTemplate> steps) {
        this.steps = steps;
    }

    /** The steps of a cycle, each depending on the next one and the last one on the first. */
    Optional<List<StepTemplate>> first() {
        for (String start : steps.sequencedKeySet()) {
            enter(start);
            while (!path.isEmpty()) {
                Iterator<Located<String>> rest = entered.get(path.getLast());
                if (rest == null || !rest.hasNext()) {
                    path.removeLast();
                    continue;
                }
                String next = rest.next().value();
                if (next.equals(path.getLast())) {
                    continue;
                }
                if (path.contains(next)) {
                    return Optional.of(cycleFrom(next));
                }
                enter(next);
            }
        }
        return Optional.empty();
    }

    private void enter(String name) {
        StepTemplate step = steps.get(name);
        if (step != null && !entered.containsKey(name)) {
            entered.put(name, step.dependsOn().iterator());
            path.addLast(name);
        }
    }

    private List<StepTemplate> cycleFrom(String name) {
        List<StepTemplate> cycle = new ArrayList<>();
        path.stream().dropWhile(other -> !other.equals(name)).map(steps::get).forEach(cycle::add);
        return cycle;
    }
}

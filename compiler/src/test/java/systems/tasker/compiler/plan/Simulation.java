package systems.tasker.compiler.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SequencedMap;

/** What happens when a plan runs, with a duration given for each step. */
public final class Simulation {
    private record End(long at, String step, Runnable then) {}

    private record Waiting(String gate, List<String> stillFor, Runnable then) {}

    private final Map<String, Long> durations;
    private final SequencedMap<String, Long> begins = new LinkedHashMap<>();
    private final SequencedMap<String, Long> ends = new LinkedHashMap<>();
    private final PriorityQueue<End> running =
            new PriorityQueue<>((one, other) -> Long.compare(one.at(), other.at()));
    private final List<Waiting> waiting = new ArrayList<>();
    private long now;

    private Simulation(Map<String, Long> durations) {
        this.durations = durations;
    }

    /**
     * When each step of a plan begins.
     *
     * @throws AssertionError where a step begins twice, or a gate never opens
     */
    public static SequencedMap<String, Long> begins(Plan plan, Map<String, Long> durations) {
        Simulation simulation = new Simulation(durations);
        boolean[] ended = {false};
        simulation.begin(plan, () -> ended[0] = true);
        simulation.run();
        if (!ended[0]) {
            throw new AssertionError("The plan never ends");
        }
        return simulation.begins;
    }

    /** When each step of a graph can begin at the earliest: the last of its dependencies ends. */
    public static SequencedMap<String, Long> earliest(
            StepGraph graph, Map<String, Long> durations) {
        SequencedMap<String, Long> earliest = new LinkedHashMap<>();
        for (int step = 0; step < graph.size(); step++) {
            earliest(graph, step, durations, earliest);
        }
        return earliest;
    }

    private static long earliest(
            StepGraph graph,
            int step,
            Map<String, Long> durations,
            SequencedMap<String, Long> found) {
        Long known = found.get(graph.name(step));
        if (known != null) {
            return known;
        }
        long earliest = 0;
        for (int before : graph.dependencies(step)) {
            long end =
                    earliest(graph, before, durations, found)
                            + durations.getOrDefault(graph.name(before), 0L);
            earliest = Math.max(earliest, end);
        }
        found.put(graph.name(step), earliest);
        return earliest;
    }

    private void run() {
        while (!running.isEmpty()) {
            End end = running.remove();
            now = end.at();
            ends.put(end.step(), now);
            end.then().run();
            open(end.step());
        }
    }

    private void open(String ended) {
        List<Waiting> open = new ArrayList<>();
        for (Waiting gate : waiting) {
            gate.stillFor().remove(ended);
            if (gate.stillFor().isEmpty()) {
                open.add(gate);
            }
        }
        waiting.removeAll(open);
        open.forEach(gate -> gate.then().run());
    }

    private void begin(Plan plan, Runnable then) {
        switch (plan) {
            case Plan.Step step -> {
                if (begins.put(step.name(), now) != null) {
                    throw new AssertionError("Step " + step.name() + " begins twice");
                }
                long end = now + durations.getOrDefault(step.name(), 0L);
                running.add(new End(end, step.name(), then));
            }
            case Plan.Gate gate -> {
                List<String> stillFor = new ArrayList<>(gate.waitsFor());
                stillFor.removeAll(ends.keySet());
                if (stillFor.isEmpty()) {
                    then.run();
                } else {
                    waiting.add(new Waiting(gate.name(), stillFor, then));
                }
            }
            case Plan.Sequence sequence -> begin(sequence.parts(), 0, then);
            case Plan.Parallel parallel -> {
                int[] open = {parallel.branches().size()};
                for (Plan branch : parallel.branches()) {
                    begin(
                            branch,
                            () -> {
                                if (--open[0] == 0) {
                                    then.run();
                                }
                            });
                }
            }
        }
    }

    private void begin(List<Plan> parts, int first, Runnable then) {
        if (first == parts.size()) {
            then.run();
        } else {
            begin(parts.get(first), () -> begin(parts, first + 1, then));
        }
    }
}

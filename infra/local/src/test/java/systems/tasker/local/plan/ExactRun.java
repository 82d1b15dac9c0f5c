package systems.tasker.local.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import systems.tasker.compiler.CompiledWorkflow;
import systems.tasker.compiler.plan.Counts;
import systems.tasker.compiler.plan.Planner;
import systems.tasker.compiler.plan.StepGraph;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.store.TaskStatus;

/** Runs graphs and checks that each step began once, at the moment when it could. */
final class ExactRun {
    /** Within the time-out of a step's function, in milliseconds. */
    private static final int LONGEST = 20_000;

    private final SequencedMap<String, List<String>> graph;
    private final VirtualStack stack;
    private final int transitions;

    ExactRun(SequencedMap<String, List<String>> graph) {
        this(graph, Workflows.compile(graph));
    }

    ExactRun(SequencedMap<String, List<String>> graph, CompiledWorkflow workflow) {
        this.graph = graph;
        this.stack = new VirtualStack(workflow);
        this.transitions = Counts.of(Planner.plan(StepGraph.of(graph))).transitions();
    }

    /** Runs with durations drawn anew. */
    void check(Random random, String what) {
        Map<String, Duration> durations = new LinkedHashMap<>();
        graph.sequencedKeySet()
                .forEach(
                        step ->
                                durations.put(
                                        step, Duration.ofMillis(1 + random.nextInt(LONGEST))));
        VirtualStack.Outcome outcome =
                stack.run(
                        (step, clock) ->
                                clock.sleep(durations.getOrDefault(step.name(), Duration.ZERO)));
        String where = what + " " + graph + " " + durations;
        assertEquals(ExecutionStatus.SUCCEEDED, outcome.result().status(), where);
        assertEquals(TaskStatus.COMPLETE, outcome.task().status(), where);
        assertEquals(graph.size(), outcome.begins().size(), where);
        Instant last = VirtualStack.START;
        for (String step : graph.sequencedKeySet()) {
            Instant due = due(step, outcome);
            assertEquals(List.of(due), outcome.begins().get(step), step + " in " + where);
            Instant end = outcome.ends().get(step);
            last = end == null || end.isBefore(last) ? last : end;
        }
        assertEquals(last, outcome.end(), where);
        assertEquals(transitions, outcome.transitions(), where);
    }

    /** When the last of a step's dependencies ended. */
    private Instant due(String step, VirtualStack.Outcome outcome) {
        return graph.getOrDefault(step, List.of()).stream()
                .map(outcome.ends()::get)
                .max(Instant::compareTo)
                .orElse(VirtualStack.START);
    }
}

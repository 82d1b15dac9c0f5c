package systems.tasker.compiler.explain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import systems.tasker.asl.StateMachineWriter;
import systems.tasker.compiler.CompiledWorkflow;
import systems.tasker.compiler.check.QuotaCheck;
import systems.tasker.compiler.figures.Figures;
import systems.tasker.compiler.plan.Plan;

/**
 * What there is to know of a workflow before it runs.
 *
 * @param levels steps by the length of the longest chain that leads to each
 * @param price US dollars for a million state transitions
 * @param bytes of the machine, indented as it is reviewed
 * @param compactBytes without white space
 * @param deployedBytes without white space and with the ARNs of its functions, at most: what Step
 *     Functions limits
 * @param levelTransitions of a machine that runs level by level, for comparison
 */
public record Explanation(
        CompiledWorkflow workflow,
        List<List<String>> levels,
        List<GateReason> gates,
        Figures figures,
        BigDecimal price,
        long bytes,
        long compactBytes,
        long deployedBytes,
        long levelTransitions,
        Times times) {
    /** The list price in us-east-1 in November 2026, US dollars for a million transitions. */
    public static final BigDecimal LIST_PRICE = new BigDecimal("25.00");

    /** Of what, and when, the list price is. */
    public static final String LIST_PRICE_OF = "list price, us-east-1, 2026-11";

    public Explanation {
        levels = List.copyOf(levels);
        gates = List.copyOf(gates);
    }

    /**
     * Explains a workflow.
     *
     * @param durationOf the seconds that a step takes, by its name
     */
    public static Explanation of(
            CompiledWorkflow workflow, ToDoubleFunction<String> durationOf, BigDecimal price) {
        StepOrder order = StepOrder.of(workflow.template());
        List<List<String>> levels = order.levels();
        String compact = StateMachineWriter.compact(workflow.machine());
        return new Explanation(
                workflow,
                levels,
                GateReason.of(workflow.plan(), order),
                Figures.of(workflow.machine()),
                price,
                size(StateMachineWriter.pretty(workflow.machine())),
                size(compact),
                QuotaCheck.deployedBytes(compact),
                order.steps().size() + levels.stream().filter(l -> l.size() > 1).count() + 1,
                Times.of(order, durationOf));
    }

    private static long size(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** What a million runs without failures cost in state transitions, in US dollars. */
    public BigDecimal costOfMillion() {
        return cost(figures.transitions());
    }

    /** What a million runs cost of which each uses every retry there is. */
    public BigDecimal worstCostOfMillion() {
        return cost(figures.worstTransitions());
    }

    private BigDecimal cost(long transitions) {
        return price.multiply(BigDecimal.valueOf(transitions)).setScale(2, RoundingMode.HALF_UP);
    }

    /** All of it as plain JSON values. */
    public SequencedMap<String, @Nullable Object> json() {
        SequencedMap<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("namespace", workflow.namespace());
        json.put("name", workflow.name());
        json.put("version", workflow.version());
        json.put("steps", workflow.steps());
        json.put("plan", json(workflow.plan()));
        json.put("levels", levels);
        json.put("gates", gates.stream().map(Explanation::json).toList());
        json.put("transitions", figures.transitions());
        json.put("worst_transitions", figures.worstTransitions());
        json.put("level_by_level_transitions", levelTransitions);
        json.put("history_events", figures.historyEvents());
        json.put("worst_history_events", figures.worstHistoryEvents());
        json.put("bytes", bytes);
        json.put("compact_bytes", compactBytes);
        json.put("deployed_bytes", deployedBytes);
        json.put("usd_per_million_transitions", price);
        json.put("usd_per_million_runs", costOfMillion());
        json.put("worst_usd_per_million_runs", worstCostOfMillion());
        json.put("durations_seconds", times.durations());
        json.put("critical_path", times.criticalPath());
        json.put("critical_path_seconds", times.exact());
        json.put("level_by_level_seconds", times.levelByLevel());
        json.put("one_by_one_seconds", times.oneByOne());
        return json;
    }

    private static SequencedMap<String, Object> json(Plan plan) {
        SequencedMap<String, Object> json = new LinkedHashMap<>();
        switch (plan) {
            case Plan.Step step -> json.put("step", step.name());
            case Plan.Gate gate -> {
                json.put("gate", gate.name());
                json.put("waits_for", gate.waitsFor());
            }
            case Plan.Sequence sequence -> json.put("sequence", json(sequence.parts()));
            case Plan.Parallel parallel -> json.put("parallel", json(parallel.branches()));
        }
        return json;
    }

    private static List<Object> json(List<Plan> plans) {
        return new ArrayList<>(plans.stream().map(Explanation::json).toList());
    }

    private static SequencedMap<String, Object> json(GateReason gate) {
        SequencedMap<String, Object> json = new LinkedHashMap<>();
        json.put("steps", gate.steps());
        json.put("waits_for", gate.waitsFor());
        gate.n()
                .ifPresent(
                        n -> {
                            json.put("n", List.of(n.own(), n.shared(), n.behind(), n.other()));
                            json.put("why", n.sentence());
                        });
        return json;
    }
}

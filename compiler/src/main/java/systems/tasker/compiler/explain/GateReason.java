package systems.tasker.compiler.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import systems.tasker.compiler.plan.Plan;

/**
 * A gate, and why there has to be one.
 *
 * @param steps that stand behind it
 * @param waitsFor the steps whose ends it waits for
 * @param n what forces it
 */
public record GateReason(List<String> steps, List<String> waitsFor, Optional<N> n) {
    /** What all gates are for, in a sentence. */
    public static final String PURPOSE =
            "A gate stands where no nesting of sequences and Parallels lets each step begin as soon"
                    + " as it may.";

    public GateReason {
        steps = List.copyOf(steps);
        waitsFor = List.copyOf(waitsFor);
    }

    /**
     * Four steps that no nesting of sequences and Parallels can order as they are ordered: {@code
     * behind} needs both {@code own} and {@code shared}, {@code other} needs {@code shared} and not
     * {@code own}, and there is no further relation between any of them.
     */
    public record N(String own, String shared, String behind, String other) {
        /** What they are to each other, in a sentence. */
        public String sentence() {
            return "`%s` needs `%s` and `%s`, but `%s` needs `%s` and not `%s`."
                    .formatted(behind, shared, own, other, shared, own);
        }
    }

    /** The gates of a plan, in its order. */
    static List<GateReason> of(Plan plan, StepOrder order) {
        List<GateReason> reasons = new ArrayList<>();
        find(plan, order, reasons);
        return reasons;
    }

    private static void find(Plan plan, StepOrder order, List<GateReason> reasons) {
        switch (plan) {
            case Plan.Step step -> {}
            case Plan.Gate gate -> throw new IllegalArgumentException("Nothing is behind " + gate);
            case Plan.Parallel parallel ->
                    parallel.branches().forEach(branch -> find(branch, order, reasons));
            case Plan.Sequence sequence -> {
                for (int i = 0; i < sequence.parts().size(); i++) {
                    if (sequence.parts().get(i) instanceof Plan.Gate gate) {
                        List<String> steps = first(sequence.parts().get(i + 1));
                        Optional<N> n = search(gate, order);
                        reasons.add(new GateReason(steps, gate.waitsFor(), n));
                    } else {
                        find(sequence.parts().get(i), order, reasons);
                    }
                }
            }
        }
    }

    /** The steps with which a plan begins. */
    private static List<String> first(Plan plan) {
        return switch (plan) {
            case Plan.Step step -> List.of(step.name());
            case Plan.Gate gate -> List.of();
            case Plan.Sequence sequence -> first(sequence.parts().getFirst());
            case Plan.Parallel parallel ->
                    parallel.branches().stream().flatMap(branch -> first(branch).stream()).toList();
        };
    }

    /** Looks among the steps that the gate waits for first, then among all that precede it. */
    private static Optional<N> search(Plan.Gate gate, StepOrder order) {
        String behind = gate.name();
        SequencedMap<String, Boolean> before = new LinkedHashMap<>();
        gate.waitsFor().forEach(step -> before.put(step, true));
        order.steps().stream()
                .filter(step -> order.precedes(step, behind))
                .forEach(step -> before.putIfAbsent(step, false));
        List<String> beside =
                order.steps().stream()
                        .filter(step -> !step.equals(behind) && !before.containsKey(step))
                        .filter(step -> !order.precedes(behind, step))
                        .collect(Collectors.toList());
        for (String shared : before.sequencedKeySet()) {
            String other = nearest(shared, beside, order);
            if (other == null) {
                continue;
            }
            for (String own : before.sequencedKeySet()) {
                Optional<String> fourth = fourth(own, shared, other, beside, order);
                if (fourth.isPresent()) {
                    return Optional.of(new N(own, shared, behind, fourth.get()));
                }
            }
        }
        return Optional.empty();
    }

    /** A step behind another one, one of its dependents where there is one; null for none. */
    private static @Nullable String nearest(String step, List<String> beside, StepOrder order) {
        String found = null;
        for (String other : beside) {
            if (order.dependencies(other).contains(step)) {
                return other;
            }
            if (found == null && order.precedes(step, other)) {
                found = other;
            }
        }
        return found;
    }

    private static Optional<String> fourth(
            String own, String shared, String first, List<String> beside, StepOrder order) {
        if (own.equals(shared) || order.precedes(own, shared) || order.precedes(shared, own)) {
            return Optional.empty();
        }
        if (!order.precedes(own, first)) {
            return Optional.of(first);
        }
        return beside.stream()
                .filter(other -> order.precedes(shared, other) && !order.precedes(own, other))
                .findFirst();
    }
}

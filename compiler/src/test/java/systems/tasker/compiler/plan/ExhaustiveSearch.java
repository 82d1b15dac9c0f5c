package systems.tasker.compiler.plan;

import java.util.HashMap;
import java.util.Map;

/**
 * The cheapest exact plan of a small order, by trying all of them: sequences, parallels, and a gate
 * before any part, for all that precedes the whole of it.
 */
final class ExhaustiveSearch {
    /** What a plan costs beside its steps; fewer transitions count before fewer gates. */
    record Cost(int transitions, int gates) implements Comparable<Cost> {
        Cost plus(Cost other) {
            return new Cost(transitions + other.transitions, gates + other.gates);
        }

        Cost plusGate() {
            return new Cost(transitions + 1, gates + 1);
        }

        @Override
        public int compareTo(Cost other) {
            int byTransitions = Integer.compare(transitions, other.transitions);
            return byTransitions == 0 ? Integer.compare(gates, other.gates) : byTransitions;
        }
    }

    /**
     * A part of a plan to be found.
     *
     * @param steps in it, as bits
     * @param known what has ended when it begins
     * @param parallel whether it is itself a branch, so that its own branches cost no Parallel
     */
    private record Part(int steps, int known, boolean parallel) {}

    private static final Cost NONE = new Cost(0, 0);
    private static final Cost TOO_MUCH = new Cost(1_000, 1_000);

    private final int[] order;
    private final Map<Part, Cost> found = new HashMap<>();

    private ExhaustiveSearch(int[] order) {
        this.order = order;
    }

    static Cost cheapest(int[] order) {
        return new ExhaustiveSearch(order).cheapest(new Part((1 << order.length) - 1, 0, false));
    }

    private Cost cheapest(Part part) {
        Cost known = found.get(part);
        if (known == null) {
            known = search(part);
            found.put(part, known);
        }
        return known;
    }

    private Cost search(Part part) {
        int steps = part.steps();
        if (Integer.bitCount(steps) == 1) {
            int before = order[Integer.numberOfTrailingZeros(steps)];
            return (before & ~part.known()) == 0 ? NONE : NONE.plusGate();
        }
        Cost best = TOO_MUCH;
        int common = precedingAll(steps);
        if ((common & ~part.known()) != 0) {
            best = cheapest(new Part(steps, part.known() | common, false)).plusGate();
        }
        for (int first = (steps - 1) & steps; first != 0; first = (first - 1) & steps) {
            int second = steps & ~first;
            if ((precedingAll(second) & first) == first) {
                int ended = part.known() | first | precedingAny(first);
                best =
                        min(
                                best,
                                cheapest(new Part(first, part.known(), false))
                                        .plus(cheapest(new Part(second, ended, false))));
            }
            if ((first & steps & -steps) != 0) { // each pair of branches once
                Cost parallel = part.parallel() ? NONE : new Cost(1, 0);
                best =
                        min(
                                best,
                                parallel.plus(cheapest(new Part(first, part.known(), true)))
                                        .plus(cheapest(new Part(second, part.known(), true))));
            }
        }
        return best;
    }

    private static Cost min(Cost one, Cost other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private int precedingAll(int steps) {
        int all = -1;
        for (int rest = steps; rest != 0; rest &= rest - 1) {
            all &= order[Integer.numberOfTrailingZeros(rest)];
        }
        return all;
    }

    private int precedingAny(int steps) {
        int any = 0;
        for (int rest = steps; rest != 0; rest &= rest - 1) {
            any |= order[Integer.numberOfTrailingZeros(rest)];
        }
        return any;
    }
}

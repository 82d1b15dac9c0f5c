package systems.tasker.compiler.plan;

import java.util.List;

/** How steps are to be run: one, one after another, beside each other, or behind a gate. */
public sealed interface Plan {

    /** A single step. */
    record Step(String name) implements Plan {}

    /**
     * A wait for steps in other branches, until each of them has ended.
     *
     * @param name unique in the plan: the first step behind it
     * @param waitsFor two or more, none of which follows from another, in template order
     */
    record Gate(String name, List<String> waitsFor) implements Plan {
        public Gate {
            waitsFor = List.copyOf(waitsFor);
            if (waitsFor.size() < 2) {
                throw new IllegalArgumentException("A gate for fewer than two steps: " + waitsFor);
            }
        }
    }

    /**
     * Parts of which each begins when the one before it has ended: two or more, none a Sequence.
     */
    record Sequence(List<Plan> parts) implements Plan {
        public Sequence {
            parts = List.copyOf(parts);
            if (parts.size() < 2 || parts.stream().anyMatch(Sequence.class::isInstance)) {
                throw new IllegalArgumentException("Not a sequence of two or more other plans");
            }
        }
    }

    /** Branches that begin together, and that end when all have: two or more, none a Parallel. */
    record Parallel(List<Plan> branches) implements Plan {
        public Parallel {
            branches = List.copyOf(branches);
            if (branches.size() < 2 || branches.stream().anyMatch(Parallel.class::isInstance)) {
                throw new IllegalArgumentException("Not two or more other plans side by side");
            }
        }
    }
}

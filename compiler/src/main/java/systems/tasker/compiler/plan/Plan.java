package systems.tasker.compiler.plan;

import java.util.List;

/** How steps are to be run: one, one after another, or beside each other. */
public sealed interface Plan {

    /** A single step. */
    record Step(String name) implements Plan {}

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

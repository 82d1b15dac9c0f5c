package systems.tasker.compiler.drawing;

import java.util.List;

/**
 * A machine: what follows what, what stands beside each other, and what waits across branches.
 *
 * @param description what the picture shows, for those who do not see it
 */
public record FlowChart(String title, String description, Flow flow, List<Wait> waits) {
    public FlowChart {
        waits = List.copyOf(waits);
    }

    /** A part of a machine. */
    public sealed interface Flow {}

    /** One node. */
    public record Single(Node node) implements Flow {}

    /** Parts one after another. */
    public record Sequence(List<Flow> parts) implements Flow {
        public Sequence {
            parts = List.copyOf(parts);
        }
    }

    /** Branches beside each other. */
    public record Parallel(List<Flow> branches) implements Flow {
        public Parallel {
            branches = List.copyOf(branches);
        }
    }

    /** A gate's wait for a step, by their ids. The step stands in another branch. */
    public record Wait(String step, String gate) {}
}

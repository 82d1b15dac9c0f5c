package systems.tasker.compiler.plan;

import java.util.List;

/** What a plan is made of. */
public record Counts(int steps, int parallels, int gates) {
    /** Of a plan. */
    public static Counts of(Plan plan) {
        return switch (plan) {
            case Plan.Step step -> new Counts(1, 0, 0);
            case Plan.Gate gate -> new Counts(0, 0, 1);
            case Plan.Sequence sequence -> sum(sequence.parts());
            case Plan.Parallel parallel -> sum(parallel.branches()).plus(new Counts(0, 1, 0));
        };
    }

    private static Counts sum(List<Plan> plans) {
        return plans.stream().map(Counts::of).reduce(new Counts(0, 0, 0), Counts::plus);
    }

    private Counts plus(Counts other) {
        return new Counts(steps + other.steps, parallels + other.parallels, gates + other.gates);
    }

    /** State transitions of a run without failures; Finalize is one. */
    public int transitions() {
        return steps + parallels + gates + 1;
    }
}

package systems.tasker.compiler.plan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A branch while it grows: what runs one after another, within a {@link Fork} or, at the top,
 * within none.
 */
final class Branch {
    /** An element of a branch. */
    sealed interface Item {}

    record Step(int number) implements Item {}

    record Gate(BitSet waitsFor, int firstBehind) implements Item {}

    /** Branches side by side. */
    static final class Fork implements Item {
        private final Branch within;
        private final List<Branch> branches = new ArrayList<>();

        Fork(Branch within) {
            this.within = within;
        }

        /** The branch that it is an element of. */
        Branch within() {
            return within;
        }

        List<Branch> branches() {
            return branches;
        }

        /** A new branch beside the others. */
        Branch fork() {
            Branch branch = new Branch(this);
            branches.add(branch);
            return branch;
        }

        /**
         * Puts some of the branches into a fork of their own, at the beginning of a new branch.
         *
         * @return the new branch
         */
        Branch gather(List<Branch> some) {
            branches.removeAll(some);
            Branch gathered = fork();
            Fork inner = new Fork(gathered);
            gathered.items.add(inner);
            for (Branch branch : some) {
                branch.fork = inner;
                inner.branches.add(branch);
                gathered.steps.or(branch.steps);
            }
            return gathered;
        }
    }

    private final List<Item> items = new ArrayList<>();
    private final BitSet steps = new BitSet();
    private @Nullable Fork fork;

    /** A branch of a fork; of none, at the top. */
    Branch(@Nullable Fork fork) {
        this.fork = fork;
    }

    List<Item> items() {
        return items;
    }

    /** The fork that it belongs to; null at the top. */
    @Nullable Fork fork() {
        return fork;
    }

    /**
     * Whether none of its steps is outside a set. Looks at the last ones first: where one is
     * outside, it is likely to be among them.
     */
    boolean isWithin(BitSet set) {
        for (int step = steps.length() - 1; step >= 0; step = steps.previousSetBit(step - 1)) {
            if (!set.get(step)) {
                return false;
            }
        }
        return true;
    }

    /** The first step of the template that stands in it. */
    int firstStep() {
        return steps.nextSetBit(0);
    }

    void wait(BitSet waitsFor, int firstBehind) {
        items.add(new Gate(waitsFor, firstBehind));
    }

    /**
     * Lets steps begin when all that stands in the branch has ended.
     *
     * @param branchOf where a step's branch is noted
     */
    void begin(List<Integer> beginning, Branch[] branchOf) {
        if (beginning.size() == 1) {
            add(beginning.getFirst(), branchOf);
            return;
        }
        Fork side = new Fork(this);
        items.add(side);
        for (int step : beginning) {
            side.fork().add(step, branchOf);
        }
    }

    private void add(int step, Branch[] branchOf) {
        items.add(new Step(step));
        branchOf[step] = this;
        for (Branch branch = this; branch != null; branch = enclosing(branch)) {
            branch.steps.set(step);
        }
    }

    /** The branch that a branch stands in; null at the top. */
    static @Nullable Branch enclosing(Branch branch) {
        Fork fork = branch.fork;
        return fork == null ? null : fork.within;
    }

    /** How many forks it is in. */
    int depth() {
        int depth = 0;
        for (Branch branch = enclosing(this); branch != null; branch = enclosing(branch)) {
            depth++;
        }
        return depth;
    }
}

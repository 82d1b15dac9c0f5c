package systems.tasker.local.asl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import systems.tasker.asl.Branch;

/** One run of the branches of a Parallel, each on a strand of its own. */
final class Branches {
    private final Strand parent;
    private final Visit visit;
    private final List<Branch> branches;
    private final @Nullable Object[] outputs;
    private int open;
    private @Nullable StateError failure;

    Branches(Strand parent, Visit visit, List<Branch> branches) {
        this.parent = parent;
        this.visit = visit;
        this.branches = branches;
        this.outputs = new Object[branches.size()];
        this.open = branches.size();
    }

    /**
     * Runs all branches and returns their outputs, in the order of the branches.
     *
     * @throws StateError where a branch fails: the others have been stopped
     */
    List<@Nullable Object> run(@Nullable Object input, Variables variables) {
        List<Strand> strands = new ArrayList<>();
        for (int i = 0; i < outputs.length; i++) {
            strands.add(parent.child());
        }
        for (int i = 0; i < outputs.length; i++) {
            int index = i;
            parent.execution()
                    .scheduler()
                    .fork(
                            visit.name() + " " + i,
                            () -> branch(index, strands.get(index), input, variables));
        }
        while (!isOver()) {
            parent.await(null);
        }
        StateError failed = failure();
        if (failed != null) {
            parent.stopChildren();
            throw failed.ofBranch();
        }
        return Arrays.asList(outputs);
    }

    private void branch(int index, Strand strand, @Nullable Object input, Variables variables) {
        try {
            Object output = new Walk(strand, variables).run(branches.get(index), input);
            ended(index, strand, output, null);
        } catch (Stopped e) {
            // A sibling's failure, or the execution's end, needs nothing of this branch any more.
        } catch (StateError e) {
            ended(index, strand, null, e);
        } catch (RuntimeException | Error e) {
            ended(index, strand, null, new StateError(StateError.RUNTIME, e.toString()));
            throw e;
        }
    }

    private void ended(
            int index, Strand strand, @Nullable Object output, @Nullable StateError error) {
        synchronized (this) {
            if (failure != null) {
                return;
            }
            outputs[index] = output;
            failure = error;
            open--;
            parent.goesOnFrom(strand);
        }
        parent.wake();
    }

    private synchronized boolean isOver() {
        return open == 0 || failure != null;
    }

    private synchronized @Nullable StateError failure() {
        return failure;
    }
}

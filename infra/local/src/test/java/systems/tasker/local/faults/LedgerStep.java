package systems.tasker.local.faults;

import java.util.Map;
import systems.tasker.Sequence;
import systems.tasker.Step;
import systems.tasker.Task;
import systems.tasker.handler.StepHandler;

/** A step with one effect: an entry in the ledger. */
public final class LedgerStep extends StepHandler {
    /** For Lambda. */
    public LedgerStep() {}

    @Override
    public Object process(Task task, Sequence sequence, Step step) {
        return Map.of("entry", Ledger.book(step, step.idempotencyKey()));
    }
}

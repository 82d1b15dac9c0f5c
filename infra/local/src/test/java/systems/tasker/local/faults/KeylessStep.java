package systems.tasker.local.faults;

import java.util.Map;
import systems.tasker.Sequence;
import systems.tasker.Step;
import systems.tasker.Task;
import systems.tasker.handler.StepHandler;

/** A step as it must not be: each attempt has an effect of its own. */
public final class KeylessStep extends StepHandler {
    /** For Lambda. */
    public KeylessStep() {}

    @Override
    public Object process(Task task, Sequence sequence, Step step) {
        return Map.of("entry", Ledger.book(step, step.idempotencyKey("try-" + step.attempts())));
    }
}

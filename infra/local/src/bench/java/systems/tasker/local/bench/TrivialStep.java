package systems.tasker.local.bench;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import systems.tasker.Sequence;
import systems.tasker.Step;
import systems.tasker.Task;
import systems.tasker.handler.StepHandler;

/** Gives the same small results each time. */
public final class TrivialStep extends StepHandler {
    @Override
    public @Nullable Object process(Task task, Sequence sequence, Step step) {
        return Map.of(
                "user_id",
                "user_0123456789",
                "email",
                "someone@example.com",
                "created_at",
                "2026-11-25T10:00:00Z",
                "status",
                "created");
    }
}

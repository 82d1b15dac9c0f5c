package systems.tasker.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the audit trail: a change of status.
 *
 * @param from null where the item came into being
 * @param attempt of the step; the run, of a task
 * @param reason one sentence, or null where the change speaks for itself
 */
public record Transition(
        @Nullable String from, String to, Instant at, int attempt, @Nullable String reason) {}

package systems.tasker.asl;

import org.jspecify.annotations.Nullable;

/**
 * A state machine whose query language is JSONata.
 *
 * @param timeoutSeconds of the whole execution; absent: none
 */
public record StateMachine(
        @Nullable String comment, @Nullable Integer timeoutSeconds, Branch body) {}

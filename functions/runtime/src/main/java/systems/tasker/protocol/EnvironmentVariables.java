package systems.tasker.protocol;

import org.jspecify.annotations.Nullable;

/** The environment that a function runs in. */
@FunctionalInterface
public interface EnvironmentVariables {
    /** The value of a variable; null where it is not set. */
    @Nullable String get(String name);
}

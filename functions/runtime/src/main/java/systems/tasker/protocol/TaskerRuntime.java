package systems.tasker.protocol;

import com.amazonaws.services.lambda.runtime.Context;
import java.time.InstantSource;
import systems.tasker.ServiceDirectory;
import systems.tasker.store.TaskStore;

/** What a function works with beside its payload. */
public record TaskerRuntime(
        TaskStore store,
        InstantSource clock,
        ServiceDirectory services,
        TaskTokens tokens,
        EnvironmentVariables environment) {

    /** A runtime in the environment of its process. */
    public TaskerRuntime(
            TaskStore store, InstantSource clock, ServiceDirectory services, TaskTokens tokens) {
        this(store, clock, services, tokens, System::getenv);
    }

    /** The context of an invocation that brings its runtime along, as the local stack's does. */
    public interface Carrier extends Context {
        /** The runtime of this invocation. */
        TaskerRuntime runtime();
    }

    static TaskerRuntime of(Context context) {
        if (context instanceof Carrier carrier) {
            return carrier.runtime();
        }
        throw new IllegalStateException(
                "This function was invoked without a runtime: only the local stack brings one");
    }
}

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
        return context instanceof Carrier carrier ? carrier.runtime() : on(Platform.ofProcess());
    }

    private static TaskerRuntime on(Platform platform) {
        return new TaskerRuntime(
                platform.store(),
                InstantSource.system(),
                ServiceDirectory.of(System.getenv("TASKER_SERVICES")),
                platform.tokens());
    }
}

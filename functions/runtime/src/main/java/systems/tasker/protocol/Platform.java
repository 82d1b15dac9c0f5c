package systems.tasker.protocol;

import java.util.ServiceLoader;
import systems.tasker.engine.Engine;
import systems.tasker.store.TaskStore;

/** What a deployed function stands on, from the environment of its process. */
public interface Platform {
    /** Where tasks are kept. */
    TaskStore store();

    /** What runs their executions. */
    Engine engine();

    /** What lets executions go on that wait. */
    TaskTokens tokens();

    /**
     * The one that is on the class path, as a {@link ServiceLoader} finds it.
     *
     * @throws IllegalStateException where there is none
     */
    static Platform ofProcess() {
        return ServiceLoader.load(Platform.class)
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "No platform is on the class path: a function needs"
                                                + " tasker-aws, or a local stack that invokes it"));
    }
}

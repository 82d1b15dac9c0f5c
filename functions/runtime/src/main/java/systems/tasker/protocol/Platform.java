package systems.tasker.protocol;

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
     * The one on the class path of this process.
     *
     * @throws IllegalStateException where there is none, or it lacks something in its environment
     * @throws systems.tasker.store.StoreUnavailable where its table does not answer
     */
    static Platform ofProcess() {
        return ProcessPlatform.get();
    }

    /**
     * Makes that one ready while the process starts, where it is a function's own: the time is not
     * one of an invocation then. One that cannot be made is told of by the first invocation.
     */
    static void prime() {
        if (System.getenv("AWS_LAMBDA_FUNCTION_NAME") != null) {
            try {
                ProcessPlatform.get();
            } catch (RuntimeException e) {
                return;
            }
        }
    }
}

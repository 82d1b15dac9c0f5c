package systems.tasker.local.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import systems.tasker.local.stack.LocalStack;

/** Where a command finds what is kept. */
final class StackOptions {
    @Option(
            names = "--store",
            paramLabel = "FILE",
            description =
                    "The file that keeps tasks. Default: TASKER_STORE, else ~/.tasker/tasker.db.")
    private @Nullable Path store;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    boolean json() {
        return json;
    }

    Path store() {
        if (store != null) {
            return store.toAbsolutePath();
        }
        String variable = System.getenv("TASKER_STORE");
        return variable == null || variable.isBlank()
                ? Path.of(System.getProperty("user.home"), ".tasker", "tasker.db")
                : Path.of(variable).toAbsolutePath();
    }

    /**
     * Before anything is put beside it.
     *
     * @throws systems.tasker.local.store.UnusableStore where the file is no store
     */
    void mustBeUsable() {
        if (exists()) {
            LocalStack.open(store()).close();
        }
    }

    /** What a command must be given to look at the same store again. */
    String again() {
        return store == null ? "" : " --store " + store;
    }

    /** A file beside the store. */
    Path beside(String name) {
        return store().resolveSibling(name);
    }

    boolean exists() {
        return Files.exists(store());
    }

    /**
     * Looking makes no store.
     *
     * @throws Console.Failure where there is none
     */
    void mustExist() {
        if (!exists()) {
            throw new Console.Failure(
                    "There is no store `" + store() + "`; `tasker run` makes one");
        }
    }
}

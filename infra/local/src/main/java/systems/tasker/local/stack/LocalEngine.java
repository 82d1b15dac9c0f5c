package systems.tasker.local.stack;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import systems.tasker.engine.Engine;
import systems.tasker.engine.ExecutionInput;
import systems.tasker.engine.ExecutionName;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.json.JsonText;
import systems.tasker.local.asl.Execution;
import systems.tasker.local.asl.ExecutionListener;
import systems.tasker.local.asl.ExecutionResult;
import systems.tasker.local.asl.LocalStepFunctions;
import systems.tasker.local.asl.Machine;
import systems.tasker.local.store.Executions;
import systems.tasker.protocol.Closer;

/**
 * The engine on this machine. Each execution has a row in the store's file, which says for as long
 * as this process lives that it runs; what ends without its Finalize is closed at once.
 */
final class LocalEngine implements Engine {
    private final Executions executions;
    private final LocalStepFunctions stepFunctions;
    private final Closer closer;
    private final Map<String, Machine> machines = new ConcurrentHashMap<>();
    private final Map<String, Running> running = new ConcurrentHashMap<>();

    LocalEngine(Executions executions, LocalStepFunctions stepFunctions, Closer closer) {
        this.executions = executions;
        this.stepFunctions = stepFunctions;
        this.closer = closer;
    }

    /** An execution of this process, and the end of all that belongs to it. */
    private static final class Running {
        private final CompletableFuture<ExecutionStatus> end = new CompletableFuture<>();
        private volatile @Nullable Execution execution;
    }

    void deploy(String namespace, String name, Machine machine) {
        machines.put(namespace + "/" + name, machine);
    }

    @Override
    public void start(ExecutionName named, JsonText input) {
        Machine machine = machines.get(named.namespace() + "/" + named.workflow());
        String execution = named.name();
        if (machine == null) {
            throw new IllegalArgumentException("No machine is deployed for " + named.workflow());
        }
        String taskId = ExecutionInput.of(input.object()).taskId();
        if (!executions.begin(execution, named.namespace(), named.workflow(), taskId, input)) {
            return;
        }
        Running entry = new Running();
        running.put(execution, entry);
        entry.execution =
                stepFunctions.start(
                        machine,
                        execution,
                        input,
                        new ExecutionListener() {
                            @Override
                            public void ended(ExecutionResult result) {
                                end(execution, taskId, result, entry.end);
                            }
                        });
    }

    private void end(
            String execution,
            String taskId,
            ExecutionResult result,
            CompletableFuture<ExecutionStatus> end) {
        try {
            try {
                if (result.status() != ExecutionStatus.SUCCEEDED) {
                    closer.close(taskId, execution, result.status(), sentence(result), false);
                }
            } finally { // a task that could not be closed is found by its execution's end
                executions.end(
                        execution,
                        result.status(),
                        result.output(),
                        result.error(),
                        result.cause());
            }
            end.complete(result.status());
        } catch (RuntimeException e) {
            end.completeExceptionally(e);
        } finally {
            running.remove(execution);
        }
    }

    private static String sentence(ExecutionResult result) {
        return "The execution ended before its Finalize"
                + (result.error() == null ? "" : ", with " + result.error())
                + (result.cause() == null ? "" : ": " + result.cause())
                + ".";
    }

    /** When an execution of this process has ended; at once where there is none of that name. */
    CompletableFuture<ExecutionStatus> end(String execution) {
        Running entry = running.get(execution);
        return entry == null
                ? CompletableFuture.completedFuture(ExecutionStatus.SUCCEEDED)
                : entry.end;
    }

    @Override
    public void stop(ExecutionName execution, String error, String cause) {
        stop(execution.name(), error, cause);
    }

    /** Likewise; an execution's name is its own in all of a store. */
    void stop(String execution, String error, String cause) {
        Running entry = running.get(execution);
        Execution own = entry == null ? null : entry.execution;
        if (own == null) {
            executions.requestStop(execution, error, cause);
        } else {
            own.stop(error, cause);
        }
    }

    @Override
    public Optional<ExecutionStatus> describe(ExecutionName execution) {
        return executions.describe(execution.name());
    }
}

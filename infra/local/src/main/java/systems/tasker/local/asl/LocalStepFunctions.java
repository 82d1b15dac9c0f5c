package systems.tasker.local.asl;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import systems.tasker.json.Json;
import systems.tasker.json.JsonText;

/** The service: starts executions and takes the answers to their task tokens. */
public final class LocalStepFunctions {
    private final FunctionInvoker functions;
    private final Scheduler scheduler;
    private final DoubleSupplier random;
    private final Map<String, PendingTask> waiting = new ConcurrentHashMap<>();

    /**
     * A service.
     *
     * @param random gives numbers from 0 (inclusive) to 1 (exclusive), for the jitter of retries
     */
    public LocalStepFunctions(
            FunctionInvoker functions, Scheduler scheduler, DoubleSupplier random) {
        this.functions = functions;
        this.scheduler = scheduler;
        this.random = random;
    }

    /**
     * Starts an execution and returns at once. Names are not compared: that no two executions have
     * the same is the caller's business.
     *
     * @throws systems.tasker.json.InvalidJson where the input is not JSON
     * @throws IllegalArgumentException where the input is larger than 256 KiB
     */
    public Execution start(
            Machine machine, String name, JsonText input, ExecutionListener listener) {
        try {
            Payloads.limit(input.size(), "The execution was given an input");
        } catch (StateError e) {
            throw new IllegalArgumentException(e.causeText(), e);
        }
        Execution execution = new Execution(this, machine, name, input.value(), listener);
        execution.begin();
        return execution;
    }

    /**
     * Answers a task token with a result; false where nobody waits for it (any more).
     *
     * @throws systems.tasker.json.InvalidJson where the output is not JSON
     */
    public boolean sendTaskSuccess(String token, JsonText output) {
        return answer(token, new PendingTask.Success(Json.parse(output.text()), output.size()));
    }

    /** Answers a task token with an error; false where nobody waits for it (any more). */
    public boolean sendTaskFailure(String token, String error, String cause) {
        return answer(token, new PendingTask.Failure(error, cause));
    }

    /** Tells that the work behind a token goes on; false where nobody waits for it (any more). */
    public boolean sendTaskHeartbeat(String token) {
        PendingTask task = waiting.get(token);
        if (task == null) {
            return false;
        }
        task.heartbeat(scheduler.now());
        return true;
    }

    private boolean answer(String token, PendingTask.Answer answer) {
        PendingTask task = waiting.remove(token);
        if (task == null) {
            return false;
        }
        task.answerToken(answer);
        return true;
    }

    FunctionInvoker functions() {
        return functions;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    DoubleSupplier random() {
        return random;
    }

    String newToken() {
        return UUID.randomUUID().toString();
    }

    void expect(String token, PendingTask task) {
        waiting.put(token, task);
    }

    void forget(String token) {
        waiting.remove(token);
    }
}

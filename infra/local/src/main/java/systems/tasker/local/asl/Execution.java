package systems.tasker.local.asl;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.json.JsonText;

/** One execution of a machine: runs by itself, can be watched and stopped. */
public final class Execution {
    private static final int MAX_EVENTS = 25_000;
    private static final String ARN = "arn:aws:states:local:000000000000:";

    private final LocalStepFunctions service;
    private final Machine machine;
    private final String name;
    private final @Nullable Object input;
    private final ExecutionListener listener;
    private final Instant startTime;
    private final @Nullable Instant deadline;
    private final Map<String, @Nullable Object> contextOfExecution;
    private final Map<String, @Nullable Object> contextOfMachine;
    private final CompletableFuture<ExecutionResult> result = new CompletableFuture<>();

    /** Guards everything below, and the state of every strand. */
    private final Object lock = new Object();

    private final List<HistoryEvent> history = new ArrayList<>();
    private final Strand root;
    private ExecutionStatus status = ExecutionStatus.RUNNING;

    Execution(
            LocalStepFunctions service,
            Machine machine,
            String name,
            @Nullable Object input,
            ExecutionListener listener) {
        this.service = service;
        this.machine = machine;
        this.name = name;
        this.input = input;
        this.listener = listener;
        this.startTime = service.scheduler().now();
        Integer seconds = machine.definition().timeoutSeconds();
        this.deadline = seconds == null ? null : startTime.plusSeconds(seconds);
        this.root = new Strand(this, 0);
        this.contextOfExecution = new LinkedHashMap<>();
        contextOfExecution.put("Id", ARN + "execution:" + machine.name() + ":" + name);
        contextOfExecution.put("Input", input);
        contextOfExecution.put("Name", name);
        contextOfExecution.put("StartTime", HistoryEvent.iso(startTime));
        this.contextOfMachine = new LinkedHashMap<>();
        contextOfMachine.put("Id", ARN + "stateMachine:" + machine.name());
        contextOfMachine.put("Name", machine.name());
    }

    /** The name it was started under. */
    public String name() {
        return name;
    }

    /** Where it stands. */
    public ExecutionStatus status() {
        synchronized (lock) {
            return status;
        }
    }

    /** Comes when the execution has ended, and its listener has been told. */
    public CompletableFuture<ExecutionResult> result() {
        return result.copy();
    }

    /** The events so far. */
    public List<HistoryEvent> history() {
        synchronized (lock) {
            return List.copyOf(history);
        }
    }

    /** Ends it as ABORTED; nothing where it has ended. What functions are doing goes on. */
    public void stop(String error, String cause) {
        end(new ExecutionResult(ExecutionStatus.ABORTED, null, error, cause));
    }

    void begin() {
        synchronized (lock) {
            add(0, "ExecutionStarted", Details.of("input", Details.payload(input)));
        }
        scheduler().fork(name, this::run);
    }

    private void run() {
        try {
            Object output = new Walk(root, Variables.NONE).run(machine.definition().body(), input);
            end(new ExecutionResult(ExecutionStatus.SUCCEEDED, JsonText.of(output), null, null));
        } catch (Stopped e) {
            // Whoever stopped it has told how it ended.
        } catch (StateError e) {
            end(new ExecutionResult(ExecutionStatus.FAILED, null, e.error(), e.causeText()));
        } catch (RuntimeException | Error e) {
            end(
                    new ExecutionResult(
                            ExecutionStatus.FAILED, null, StateError.RUNTIME, e.toString()));
            throw e;
        }
    }

    private void end(ExecutionResult how) {
        synchronized (lock) {
            if (status != ExecutionStatus.RUNNING) {
                return;
            }
            status = how.status();
            root.stop();
            add(root.lastEvent(), typeOfEnd(how.status()), detailsOfEnd(how));
        }
        try {
            listener.ended(how);
        } finally {
            result.complete(how);
        }
    }

    private static String typeOfEnd(ExecutionStatus status) {
        return switch (status) {
            case SUCCEEDED -> "ExecutionSucceeded";
            case FAILED -> "ExecutionFailed";
            case TIMED_OUT -> "ExecutionTimedOut";
            case ABORTED -> "ExecutionAborted";
            case RUNNING, ABANDONED -> throw new IllegalArgumentException("No end: " + status);
        };
    }

    private static SequencedMap<String, @Nullable Object> detailsOfEnd(ExecutionResult how) {
        JsonText output = how.output();
        return Details.of(
                "output",
                output == null ? null : output.text(),
                "error",
                how.error(),
                "cause",
                how.cause());
    }

    Object lock() {
        return lock;
    }

    LocalStepFunctions service() {
        return service;
    }

    Scheduler scheduler() {
        return service.scheduler();
    }

    Machine machine() {
        return machine;
    }

    Map<String, @Nullable Object> contextOfExecution() {
        return contextOfExecution;
    }

    Map<String, @Nullable Object> contextOfMachine() {
        return contextOfMachine;
    }

    /** When the machine's own time-out ends it; null for never. */
    @Nullable Instant deadline() {
        return deadline;
    }

    /** Ends the execution where its time is up. */
    void checkDeadline() {
        if (deadline != null && !scheduler().now().isBefore(deadline)) {
            end(new ExecutionResult(ExecutionStatus.TIMED_OUT, null, StateError.TIMEOUT, null));
        }
    }

    void checkRoomForEvent() {
        if (history.size() >= MAX_EVENTS - 1) {
            throw new StateError(
                    StateError.RUNTIME,
                    "The execution reached the maximum number of history events ("
                            + MAX_EVENTS
                            + ").");
        }
    }

    /** Adds an event and returns its id; only with the lock held. */
    long add(long previous, String type, SequencedMap<String, @Nullable Object> details) {
        HistoryEvent event =
                new HistoryEvent(history.size() + 1, previous, scheduler().now(), type, details);
        history.add(event);
        listener.event(event);
        return event.id();
    }
}

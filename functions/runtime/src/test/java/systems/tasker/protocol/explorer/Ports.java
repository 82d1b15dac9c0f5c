package systems.tasker.protocol.explorer;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import systems.tasker.engine.Engine;
import systems.tasker.engine.ExecutionName;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.json.JsonText;
import systems.tasker.protocol.TaskTokens;
import systems.tasker.store.Annotation;
import systems.tasker.store.ForwardingTaskStore;
import systems.tasker.store.GateItem;
import systems.tasker.store.Snapshot;
import systems.tasker.store.StepItem;
import systems.tasker.store.TaskItem;

/**
 * All that a function reaches beyond itself, for one invocation: gives what earlier calls gave,
 * lets one more through, and stops the function at the one after that.
 */
final class Ports extends ForwardingTaskStore implements TaskTokens, Engine, InstantSource {

    /** The function is at its next call. It is no exception, so that nothing catches it. */
    static final class Stop extends Error {
        private static final long serialVersionUID = 1;

        Stop() {
            super(null, null, false, false);
        }
    }

    private static final Object NOTHING = "nothing";

    private final World world;
    private final Invocation invocation;
    private int made;
    private Instant now;
    private Invocation.@Nullable Call call;
    private boolean silent;

    Ports(World world, Invocation invocation) {
        super(world.store());
        this.world = world;
        this.invocation = invocation;
        this.now = world.now();
    }

    /** The call that was let through. */
    Invocation.Call call() {
        if (call == null) {
            throw new IllegalStateException("A function that makes no call: " + invocation.id());
        }
        return call;
    }

    @SuppressWarnings("unchecked") // what an earlier run of the same function was given
    private <T> T call(Supplier<T> live) {
        if (made < invocation.calls().size()) {
            Invocation.Call earlier = invocation.calls().get(made++);
            now = earlier.at();
            return (T) earlier.result();
        }
        if (call != null) {
            throw new Stop();
        }
        now = world.now();
        T result = live.get();
        call = new Invocation.Call(result, now);
        return result;
    }

    private void run(Runnable live) {
        var _ =
                call(
                        () -> {
                            live.run();
                            return NOTHING;
                        });
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public boolean put(TaskItem item) {
        return call(() -> super.put(item));
    }

    @Override
    public boolean put(StepItem item) {
        return call(
                () -> {
                    boolean written = super.put(item);
                    if (written) {
                        world.written(item);
                    }
                    return written;
                });
    }

    @Override
    public void annotate(String taskId, List<Annotation> annotations) {
        run(() -> super.annotate(taskId, annotations));
    }

    @Override
    public GateItem registerGate(
            String taskId, int run, String gate, List<String> waitsFor, String token) {
        int of = runOf(run);
        if (world.scenario().flaw() == Flaw.READ_THEN_REGISTER) {
            GateItem read = call(() -> world.store().gate(taskId, of, gate));
            run(() -> super.registerGate(taskId, of, gate, waitsFor, token));
            return read.registered(waitsFor, token);
        }
        return call(() -> super.registerGate(taskId, of, gate, waitsFor, token));
    }

    @Override
    public GateItem gateEnded(String taskId, int run, String gate, String step) {
        if (silent) {
            return GateItem.unknown(taskId, run, gate);
        }
        return call(() -> super.gateEnded(taskId, runOf(run), gate, step));
    }

    private int runOf(int run) {
        return world.scenario().flaw() == Flaw.RUNS_SHARE_GATES ? 1 : run;
    }

    @Override
    public Snapshot read(String taskId, Collection<String> steps) {
        Snapshot found = call(() -> super.read(taskId, steps));
        silent =
                world.scenario().flaw() == Flaw.SILENT_REPLAY
                        && invocation.kind() == Invocation.Kind.STEP
                        && found.step(invocation.state())
                                .filter(step -> step.status().satisfied())
                                .isPresent();
        return found;
    }

    @Override
    public Snapshot readAll(String taskId) {
        return call(() -> super.readAll(taskId));
    }

    @Override
    public List<Annotation> annotations(String taskId) {
        return call(() -> super.annotations(taskId));
    }

    @Override
    public void sendTaskSuccess(String token) {
        run(() -> world.answered(token));
    }

    /** No call of its own: what is started can be late by itself. */
    @Override
    public void start(ExecutionName execution, JsonText input) {
        world.started(execution.name(), input);
    }

    @Override
    public void stop(ExecutionName execution, String error, String cause) {
        throw new UnsupportedOperationException();
    }

    /** No call of its own: an execution that has ended stays as it is. */
    @Override
    public Optional<ExecutionStatus> describe(ExecutionName execution) {
        return world.describe(execution.name());
    }
}

package systems.tasker.local.faults;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import systems.tasker.engine.Engine;
import systems.tasker.engine.ExecutionName;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.json.JsonText;
import systems.tasker.local.asl.FunctionFailed;
import systems.tasker.local.asl.FunctionInvoker;
import systems.tasker.local.asl.Scheduler;
import systems.tasker.local.stack.InterposedStack;
import systems.tasker.protocol.TaskTokens;
import systems.tasker.store.Annotation;
import systems.tasker.store.ForwardingTaskStore;
import systems.tasker.store.GateItem;
import systems.tasker.store.Snapshot;
import systems.tasker.store.StepItem;
import systems.tasker.store.StoreUnavailable;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskQuery;
import systems.tasker.store.TaskStore;

/**
 * A boundary in front of the store, the engine, the functions and the task tokens.
 *
 * @param innermost what is between the boundary and the store
 */
record Interposed(
        Boundary boundary,
        Surroundings surroundings,
        Scheduler scheduler,
        UnaryOperator<TaskStore> innermost)
        implements InterposedStack.Between {
    private static final String SERVICE_ERROR = "Lambda.ServiceException";

    /** As the local engine says it too, which keeps its executions in the store's file. */
    private static StoreUnavailable unavailable(String what, String why) {
        return new StoreUnavailable(what, new IllegalStateException(why));
    }

    @Override
    public TaskStore store(TaskStore store) {
        return new Store(innermost.apply(store));
    }

    private final class Store extends ForwardingTaskStore {
        Store(TaskStore store) {
            super(store);
        }

        private <T> T call(String what, Supplier<T> call) {
            return boundary.call(boundary.store(), what, call, why -> unavailable(what, why));
        }

        @Override
        public boolean put(TaskItem item) {
            return call("put task " + item.status(), () -> super.put(item));
        }

        @Override
        public boolean put(StepItem item) {
            return call("put " + item.name() + " " + item.status(), () -> super.put(item));
        }

        @Override
        public void annotate(String taskId, List<Annotation> annotations) {
            call(
                    "annotate",
                    () -> {
                        super.annotate(taskId, annotations);
                        return true;
                    });
        }

        @Override
        public GateItem registerGate(
                String taskId, int run, String gate, List<String> waitsFor, String token) {
            return call(
                    "register gate " + gate,
                    () -> super.registerGate(taskId, run, gate, waitsFor, token));
        }

        @Override
        public GateItem gateEnded(String taskId, int run, String gate, String step) {
            return call(
                    "tell gate " + gate + " of " + step,
                    () -> super.gateEnded(taskId, run, gate, step));
        }

        @Override
        public Snapshot read(String taskId, Collection<String> steps) {
            return call("read " + steps, () -> super.read(taskId, steps));
        }

        @Override
        public Snapshot readAll(String taskId) {
            return call("read all", () -> super.readAll(taskId));
        }

        @Override
        public List<Annotation> annotations(String taskId) {
            return call("read annotations", () -> super.annotations(taskId));
        }

        @Override
        public List<TaskItem> list(TaskQuery query) {
            return call("list", () -> super.list(query));
        }
    }

    @Override
    public Engine engine(Engine engine) {
        return new Engine() {
            private <T> T call(String what, Supplier<T> call) {
                return boundary.call(Place.ENGINE, what, call, why -> unavailable(what, why));
            }

            @Override
            public void start(ExecutionName execution, JsonText input) {
                call(
                        "start",
                        () -> {
                            engine.start(execution, input);
                            return true;
                        });
            }

            @Override
            public void stop(ExecutionName execution, String error, String cause) {
                call(
                        "stop",
                        () -> {
                            engine.stop(execution, error, cause);
                            return true;
                        });
            }

            @Override
            public Optional<ExecutionStatus> describe(ExecutionName execution) {
                return call("describe", () -> engine.describe(execution));
            }
        };
    }

    @Override
    public TaskTokens tokens(TaskTokens tokens) {
        return token ->
                boundary.call(
                        Place.TOKEN,
                        "answer a token",
                        () -> {
                            tokens.sendTaskSuccess(token);
                            return true;
                        },
                        IllegalStateException::new);
    }

    @Override
    public FunctionInvoker functions(FunctionInvoker functions) {
        return (function, payload) -> invoke(function, payload, functions);
    }

    private JsonText invoke(String function, JsonText payload, FunctionInvoker functions)
            throws FunctionFailed {
        String name = function.substring(function.lastIndexOf(':') + 1);
        Optional<Fault> fault = boundary.before(Place.FUNCTION, name);
        if (boundary.isDown(Place.FUNCTION)) {
            throw new FunctionFailed(SERVICE_ERROR, "an outage");
        }
        if (fault.equals(Optional.of(Fault.DUPLICATE))) {
            scheduler.fork(name + " again", () -> dropped(function, payload, functions));
        }
        JsonText answer = Invocation.of(function, payload, entering(functions), scheduler);
        boundary.after(fault);
        if (fault.equals(Optional.of(Fault.ANSWER_LOST))) {
            throw new FunctionFailed(SERVICE_ERROR, "a lost answer");
        }
        return answer;
    }

    /** The invocation's thread is made known to the services first. */
    private FunctionInvoker entering(FunctionInvoker functions) {
        return (function, payload) -> {
            surroundings.enter(boundary);
            return functions.invoke(function, payload);
        };
    }

    private void dropped(String function, JsonText payload, FunctionInvoker functions) {
        try {
            Invocation.of(function, payload, entering(functions), scheduler);
        } catch (FunctionFailed e) {
            // Nobody waits for this answer, well or not.
        }
    }
}

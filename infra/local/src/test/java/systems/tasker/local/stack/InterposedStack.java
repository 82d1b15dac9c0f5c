package systems.tasker.local.stack;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import systems.tasker.ServiceDirectory;
import systems.tasker.compiler.CompiledWorkflow;
import systems.tasker.engine.Engine;
import systems.tasker.json.JsonText;
import systems.tasker.local.asl.FunctionInvoker;
import systems.tasker.local.asl.LocalStepFunctions;
import systems.tasker.local.asl.Machine;
import systems.tasker.local.asl.Scheduler;
import systems.tasker.local.store.Executions;
import systems.tasker.local.store.SqliteFile;
import systems.tasker.local.store.SqliteTaskStore;
import systems.tasker.protocol.Closer;
import systems.tasker.protocol.TaskTokens;
import systems.tasker.protocol.TaskerRuntime;
import systems.tasker.service.TaskService;
import systems.tasker.store.TaskStore;

/**
 * The parts of {@link LocalStack}, put together in the same way, with something of a test's between
 * each two, and its clock. The lease of its executions is not renewed: time may jump.
 */
public final class InterposedStack {
    private final SqliteFile file;
    private final TaskService tasks;

    /** What a test puts between. */
    public interface Between {
        /** In front of the store, as everything else sees it. */
        TaskStore store(TaskStore store);

        /** In front of the engine, as the service layer sees it. */
        Engine engine(Engine engine);

        /** In front of the functions, as the machine sees them. */
        FunctionInvoker functions(FunctionInvoker functions);

        /** In front of the task tokens, as functions see them. */
        TaskTokens tokens(TaskTokens tokens);
    }

    /** What the stack works with beside it. */
    public record Surroundings(
            Path store,
            InstantSource clock,
            Scheduler scheduler,
            DoubleSupplier random,
            ServiceDirectory services,
            Consumer<String> logLines) {}

    /** A workflow and its machine, with the functions' names filled in. */
    public record Deployment(CompiledWorkflow workflow, Machine machine) {
        /** To be made once, and deployed to any number of stacks. */
        public static Deployment of(CompiledWorkflow workflow) {
            return new Deployment(
                    workflow,
                    LocalStack.deployed(workflow, lambda(new AtomicReference<>(), line -> {})));
        }
    }

    private InterposedStack(SqliteFile file, TaskService tasks) {
        this.file = file;
        this.tasks = tasks;
    }

    /** Opens a stack with one workflow deployed. */
    public static InterposedStack open(
            Surroundings surroundings, Deployment deployment, Between between) {
        SqliteFile file = SqliteFile.open(surroundings.store());
        TaskStore store = between.store(new SqliteTaskStore(file));
        AtomicReference<TaskerRuntime> runtime = new AtomicReference<>();
        LocalLambda lambda = lambda(runtime, surroundings.logLines());
        deployment.workflow().functions().all().forEach(lambda::deploy);
        LocalStepFunctions stepFunctions =
                new LocalStepFunctions(
                        between.functions(lambda), surroundings.scheduler(), surroundings.random());
        InstantSource clock = surroundings.clock();
        runtime.set(
                new TaskerRuntime(
                        store,
                        clock,
                        surroundings.services(),
                        between.tokens(
                                token ->
                                        stepFunctions.sendTaskSuccess(
                                                token, JsonText.EMPTY_OBJECT))));
        LocalEngine engine =
                new LocalEngine(
                        new Executions(file, clock), stepFunctions, new Closer(store, clock));
        CompiledWorkflow workflow = deployment.workflow();
        engine.deploy(workflow.namespace(), workflow.name(), deployment.machine());
        return new InterposedStack(
                file,
                new TaskService(
                        store,
                        between.engine(engine),
                        List.of(LocalStack.described(workflow)),
                        clock));
    }

    private static LocalLambda lambda(
            AtomicReference<TaskerRuntime> runtime, Consumer<String> logLines) {
        return new LocalLambda(runtime::get, logLines, InterposedStack.class.getClassLoader());
    }

    /** What can be done with tasks. */
    public TaskService tasks() {
        return tasks;
    }

    /** Closes the file, as the system does for a process that is gone: nothing else is done. */
    public void drop() {
        file.close();
    }
}

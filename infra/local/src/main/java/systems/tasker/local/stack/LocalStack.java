package systems.tasker.local.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import systems.tasker.ServiceDirectory;
import systems.tasker.api.ApiFunction;
import systems.tasker.api.Catalogue;
import systems.tasker.asl.StateMachineWriter;
import systems.tasker.compiler.CompiledWorkflow;
import systems.tasker.compiler.catalogue.CatalogueWriter;
import systems.tasker.compiler.emit.CompiledFunction;
import systems.tasker.compiler.template.Located;
import systems.tasker.compiler.template.StepTemplate;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.json.JsonText;
import systems.tasker.local.asl.LocalStepFunctions;
import systems.tasker.local.asl.Machine;
import systems.tasker.local.asl.Scheduler;
import systems.tasker.local.asl.SystemScheduler;
import systems.tasker.local.store.Executions;
import systems.tasker.local.store.SqliteFile;
import systems.tasker.local.store.SqliteTaskStore;
import systems.tasker.protocol.Closer;
import systems.tasker.protocol.TaskerRuntime;
import systems.tasker.service.TaskOperations;
import systems.tasker.service.TaskService;
import systems.tasker.service.Workflow;
import systems.tasker.service.Workflow.WorkflowStep;
import systems.tasker.store.StepItem;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskStore;

/**
 * Everything that a task needs, on this machine: opened for some workflows, then used as AWS is.
 */
public final class LocalStack implements AutoCloseable {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z0-9]+)\\}");

    private final SqliteFile file;
    private final Executions executions;
    private final LocalEngine engine;
    private final LocalLambda lambda;
    private final TaskService tasks;
    private final List<CompiledWorkflow> workflows;

    /**
     * What a stack works with.
     *
     * @param store the file that keeps tasks
     * @param logLines gets each line that a function logs
     * @param subscriber is told of each change of a step, from the thread that made it
     * @param scheduler the engine's threads and waits
     * @param random from 0 to 1, for the jitter of retries
     */
    public record Surroundings(
            Path store,
            ServiceDirectory services,
            Consumer<String> logLines,
            Consumer<StepItem> subscriber,
            Scheduler scheduler,
            DoubleSupplier random) {

        /** With real waits, and random by chance. */
        public Surroundings(
                Path store,
                ServiceDirectory services,
                Consumer<String> logLines,
                Consumer<StepItem> subscriber) {
            this(
                    store,
                    services,
                    logLines,
                    subscriber,
                    new SystemScheduler(),
                    () -> ThreadLocalRandom.current().nextDouble());
        }
    }

    private LocalStack(
            SqliteFile file,
            Executions executions,
            LocalEngine engine,
            LocalLambda lambda,
            TaskService tasks,
            List<CompiledWorkflow> workflows) {
        this.file = file;
        this.lambda = lambda;
        this.executions = executions;
        this.engine = engine;
        this.tasks = tasks;
        this.workflows = List.copyOf(workflows);
    }

    /**
     * Opens what is kept in a store, to look at: no workflow is deployed.
     *
     * @throws systems.tasker.local.store.UnusableStore where the file cannot be used
     */
    public static LocalStack open(Path store) {
        return open(
                new Surroundings(store, ServiceDirectory.of(null), line -> {}, step -> {}),
                List.of());
    }

    /**
     * Opens the stack with these workflows deployed.
     *
     * @throws systems.tasker.local.store.UnusableStore where the file cannot be used
     * @throws UnusableHandler where a handler class cannot be used
     */
    public static LocalStack open(Surroundings surroundings, List<CompiledWorkflow> workflows) {
        InstantSource clock = InstantSource.system();
        SqliteFile file = SqliteFile.open(surroundings.store());
        TaskStore store =
                new PublishingTaskStore(new SqliteTaskStore(file), surroundings.subscriber());
        AtomicReference<TaskerRuntime> runtime = new AtomicReference<>();
        LocalLambda lambda =
                new LocalLambda(
                        runtime::get, surroundings.logLines(), LocalStack.class.getClassLoader());
        LocalStepFunctions stepFunctions =
                new LocalStepFunctions(lambda, surroundings.scheduler(), surroundings.random());
        runtime.set(
                new TaskerRuntime(
                        store,
                        clock,
                        surroundings.services(),
                        token -> stepFunctions.sendTaskSuccess(token, JsonText.EMPTY_OBJECT)));
        Executions executions = new Executions(file, clock);
        LocalEngine engine = new LocalEngine(executions, stepFunctions, new Closer(store, clock));
        for (CompiledWorkflow workflow : workflows) {
            engine.deploy(workflow.namespace(), workflow.name(), deployed(workflow, lambda));
        }
        executions.keepLease(
                request -> engine.stop(request.execution(), request.error(), request.cause()));
        return new LocalStack(
                file,
                executions,
                engine,
                lambda,
                new TaskService(
                        store,
                        engine,
                        workflows.stream().map(LocalStack::described).toList(),
                        clock),
                workflows);
    }

    /** The emitted machine, with the functions' names filled in as a deployment does. */
    static Machine deployed(CompiledWorkflow workflow, LocalLambda lambda) {
        Map<String, String> arns = new LinkedHashMap<>();
        for (CompiledFunction function : workflow.functions().all()) {
            arns.put(function.placeholder(), lambda.deploy(function));
        }
        String definition =
                PLACEHOLDER
                        .matcher(StateMachineWriter.compact(workflow.machine()))
                        .replaceAll(
                                found ->
                                        Matcher.quoteReplacement(
                                                arns.getOrDefault(found.group(), found.group())));
        return Machine.read(workflow.name(), definition);
    }

    /** What the service layer knows of a compiled template. */
    public static Workflow described(CompiledWorkflow workflow) {
        return new Workflow(
                workflow.namespace(),
                workflow.name(),
                workflow.version(),
                JsonText.of(workflow.schema()),
                workflow.template().steps().stream().map(LocalStack::described).toList());
    }

    private static WorkflowStep described(StepTemplate step) {
        return new WorkflowStep(
                step.name().value(),
                step.dependsOn().stream().map(Located::value).toList(),
                step.skippable());
    }

    /** What can be done with tasks. */
    public TaskService tasks() {
        return tasks;
    }

    /** What can be done about tasks that failed, or go wrong. */
    public TaskOperations operations() {
        return tasks.operations();
    }

    /**
     * Serves the HTTP API, with the workflows that are deployed here.
     *
     * @param port of the loopback interface; 0 for one that is free
     * @throws IOException where the port cannot be had
     */
    public LocalApiGateway serve(int port) throws IOException {
        Catalogue catalogue = Catalogue.of(CatalogueWriter.write(workflows));
        return LocalApiGateway.start(
                port,
                new ApiFunction(tasks, catalogue),
                request -> lambda.context(request, "ApiFunction"));
    }

    /**
     * Waits until no function runs: what was in flight when a task was cancelled ends by itself.
     */
    public void awaitFunctions() throws InterruptedException {
        lambda.awaitIdle();
    }

    /** When the execution that works on a task in this process has ended. */
    public CompletableFuture<ExecutionStatus> end(TaskItem task) {
        return engine.end(task.execution());
    }

    /** Gives up what still runs, so that another process may go on with it at once. */
    public void abandon() {
        executions.abandonOwn();
    }

    @Override
    public void close() {
        executions.abandonOwn();
        executions.close();
        file.close();
    }
}

package systems.tasker.local.cli;

import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import systems.tasker.ServiceDirectory;
import systems.tasker.compiler.CompiledWorkflow;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.json.Json;
import systems.tasker.local.stack.LocalStack;
import systems.tasker.service.TaskDocument;
import systems.tasker.service.TaskView;
import systems.tasker.services.Services;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskStatus;

/** A task that is run here to its end, watched by whoever typed the command. */
final class Run {
    @Mixin private StackOptions stack = new StackOptions();

    @Mixin private Faults faults = new Faults();

    private final Console console;

    Run(Console console) {
        this.console = console;
    }

    /** For what goes on with a task that is kept there. */
    void storeMustExist() {
        stack.mustExist();
    }

    /** Refuses a fault that a workflow cannot meet. */
    void faultsMustConcern(CompiledWorkflow workflow) {
        faults.mustConcern(workflow);
    }

    /** Likewise, the workflow of a task; what is not known of it is for the retry to say. */
    void faultsMustConcern(String taskId, List<CompiledWorkflow> workflows) {
        if (faults.all().isEmpty()) {
            return;
        }
        try (LocalStack records = LocalStack.open(stack.store())) {
            TaskItem task = records.tasks().show(taskId).task();
            workflows.stream()
                    .filter(workflow -> workflow.namespace().equals(task.namespace()))
                    .filter(workflow -> workflow.name().equals(task.name()))
                    .forEach(faults::mustConcern);
        }
    }

    /** What is done with an open stack, and the exit status it comes to. */
    @FunctionalInterface
    interface Work {
        int on(LocalStack opened, Progress progress);
    }

    /**
     * Opens the stack for workflows, lets a task be started, and shows it until its end.
     *
     * @return the exit status: 0 where the task is complete
     */
    int watch(List<CompiledWorkflow> workflows, Function<LocalStack, TaskItem> start) {
        return open(workflows, progress(), (opened, progress) -> watch(opened, progress, start));
    }

    /** Opens the stack for workflows. */
    int open(List<CompiledWorkflow> workflows, Progress shown, Work work) {
        stack.mustBeUsable();
        try (LogFile log = new LogFile(stack.beside("functions.log"));
                Services services = services();
                Progress progress = shown;
                LocalStack opened =
                        LocalStack.open(
                                new LocalStack.Surroundings(
                                        stack.store(), directory(services), log, progress::changed),
                                workflows)) {
            return work.on(opened, progress);
        } catch (UncheckedIOException e) {
            throw new Console.Failure(String.valueOf(e.getMessage()));
        }
    }

    boolean json() {
        return stack.json();
    }

    private int watch(LocalStack opened, Progress progress, Function<LocalStack, TaskItem> start) {
        Interruption interruption = new Interruption(console, opened, progress);
        TaskItem task = start.apply(opened);
        interruption.concerns(task.id());
        progress.started(task, opened.tasks().show(task.id()).steps());
        awaitEnd(opened, task);
        interruption.over();
        progress.close();
        TaskView view = opened.tasks().show(task.id());
        if (stack.json()) {
            console.json(TaskDocument.of(view));
        } else {
            new TaskReport(console).outcome(view);
            where(task.id());
        }
        return view.task().status() == TaskStatus.COMPLETE ? 0 : 1;
    }

    /** The end of the execution, and of what it had in flight where it was stopped. */
    static void awaitEnd(LocalStack opened, TaskItem task) {
        try {
            if (opened.end(task).get() == ExecutionStatus.ABORTED) {
                opened.awaitFunctions();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("The execution could not be brought to an end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void where(String taskId) {
        console.line("");
        console.line("record      " + stack.store());
        console.line(
                "logs        "
                        + stack.beside("functions.log")
                        + ", "
                        + stack.beside("services.log"));
        console.line("look again  tasker show " + taskId + stack.again());
    }

    private Progress progress() {
        if (stack.json()) {
            return Progress.SILENT;
        }
        return new InOrder(console.terminal() ? new LiveTable(console) : new PlainLines(console));
    }

    /** The example's services, unless the environment says where the real ones are. */
    private @Nullable Services services() {
        if (System.getenv(ServiceDirectory.VARIABLE) == null) {
            return Services.start(
                    stack.beside("services.db"), stack.beside("services.log"), faults.all());
        }
        if (!faults.all().isEmpty()) {
            throw new Console.Failure(
                    "--fault works on the services that tasker starts itself, and "
                            + ServiceDirectory.VARIABLE
                            + " names others");
        }
        return null;
    }

    private static ServiceDirectory directory(@Nullable Services services) {
        if (services != null) {
            SequencedMap<String, String> directory = new LinkedHashMap<>(services.directory());
            return ServiceDirectory.of(Json.write(directory));
        }
        try {
            return ServiceDirectory.of(System.getenv(ServiceDirectory.VARIABLE));
        } catch (IllegalArgumentException e) {
            throw new Console.Failure(String.valueOf(e.getMessage()));
        }
    }

    /** What is said and done where the process is told to end while a task runs. */
    static final class Interruption {
        private final Console console;
        private final LocalStack stack;
        private final Progress progress;
        private volatile @Nullable String whatToRetry;

        Interruption(Console console, LocalStack stack, Progress progress) {
            this.console = console;
            this.stack = stack;
            this.progress = progress;
            Runtime.getRuntime().addShutdownHook(new Thread(this::interrupted, "interruption"));
        }

        /** What `tasker retry` is to be given then. */
        void concerns(String retried) {
            whatToRetry = retried;
        }

        void over() {
            whatToRetry = null;
        }

        private void interrupted() {
            String retried = whatToRetry;
            if (retried != null) {
                stack.abandon();
                progress.close();
                console.line("");
                console.line("Interrupted. `tasker retry " + retried + "` goes on from here.");
            }
        }
    }
}

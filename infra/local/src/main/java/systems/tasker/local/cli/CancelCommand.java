package systems.tasker.local.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.local.stack.LocalStack;
import systems.tasker.service.TaskDocument;
import systems.tasker.service.TaskOperations.Cancelled;
import systems.tasker.service.TaskView;
import systems.tasker.store.StepItem;

@Command(
        name = "cancel",
        mixinStandardHelpOptions = true,
        description = {
            "Cancels a task, also one that runs in another terminal: no further step begins.",
            "What is running ends, and what it did is recorded. `tasker retry` goes on with it."
        },
        footer = {
            "",
            "Example: tasker cancel 0199b1c4-6f3a-7d2e-9a41-5b0c8e7f6d21 --reason \"wrong plan\""
        })
final class CancelCommand implements Callable<Integer> {
    /** An engine looks every second for what it shall stop. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Parameters(paramLabel = "TASK_ID", description = "As `tasker tasks` lists it.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String taskId;

    @Option(
            names = "--reason",
            description = "For the audit trail. Default: ${DEFAULT-VALUE}.",
            defaultValue = "cancelled on the command line")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String reason;

    @Mixin private StackOptions stack = new StackOptions();

    private final Console console;

    CancelCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        stack.mustExist();
        try (LocalStack records = LocalStack.open(stack.store())) {
            records.operations().cancel(taskId, reason);
            boolean stopped = awaitStop(records);
            TaskView view = records.tasks().show(taskId);
            Cancelled cancelled = Cancelled.of(view.task(), view.steps());
            if (stack.json()) {
                console.json(TaskDocument.of(cancelled));
            } else {
                console.line("Task " + taskId + " is cancelled.");
                tell("done before", cancelled.done());
                tell("running still", cancelled.inFlight());
                tell("not done", cancelled.notDone());
                if (!stopped) {
                    console.line(
                            "The process that runs it has not answered yet; it can begin no step.");
                }
                console.line("`tasker retry " + taskId + "` goes on from here.");
            }
        }
        return 0;
    }

    private boolean awaitStop(LocalStack records) throws InterruptedException {
        Instant limit = Instant.now().plus(PATIENCE);
        while (records.tasks()
                .show(taskId)
                .execution()
                .filter(status -> status == ExecutionStatus.RUNNING)
                .isPresent()) {
            if (!Instant.now().isBefore(limit)) {
                return false;
            }
            Thread.sleep(100);
        }
        return true;
    }

    private void tell(String what, List<StepItem> steps) {
        if (!steps.isEmpty()) {
            console.line("  " + Text.padded(what, 14) + String.join(", ", names(steps)));
        }
    }

    private static List<String> names(List<StepItem> steps) {
        return steps.stream().map(StepItem::name).toList();
    }
}

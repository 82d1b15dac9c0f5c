package systems.tasker.local.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import systems.tasker.local.stack.LocalStack;
import systems.tasker.service.TaskDocument;
import systems.tasker.service.TaskView;

@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows a task: its steps, their transitions, its annotations.",
        footer = {"", "Example: tasker show 0199b1c4-6f3a-7d2e-9a41-5b0c8e7f6d21 --json"})
final class ShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "TASK_ID", description = "As `tasker tasks` lists it.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String taskId;

    @Mixin private StackOptions stack = new StackOptions();

    private final Console console;

    ShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        stack.mustExist();
        try (LocalStack records = LocalStack.open(stack.store())) {
            TaskView view = records.tasks().show(taskId);
            if (stack.json()) {
                console.json(TaskDocument.of(view));
            } else {
                console.line(console.bold(PlainLines.header(view.task())));
                TaskReport report = new TaskReport(console);
                report.steps(view);
                report.outcome(view);
            }
            return 0;
        }
    }
}

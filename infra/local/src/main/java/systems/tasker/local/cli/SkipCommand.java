package systems.tasker.local.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import systems.tasker.ServiceDirectory;
import systems.tasker.local.stack.LocalStack;

@Command(
        name = "skip",
        mixinStandardHelpOptions = true,
        description = {
            "Settles a step without doing it, which its template must call skippable.",
            "Steps after it see no results of it."
        },
        footer = {
            "",
            "Example: tasker skip TASK_ID send_welcome_sequence --reason \"told in person\""
        })
final class SkipCommand implements Callable<Integer> {
    @Mixin private StepByHand step = new StepByHand();

    @Mixin private TemplateOptions templates = new TemplateOptions();

    private final Console console;

    SkipCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        step.stack().mustExist();
        try (LocalStack records =
                LocalStack.open(
                        new LocalStack.Surroundings(
                                step.stack().store(),
                                ServiceDirectory.of(null),
                                line -> {},
                                changed -> {}),
                        templates.workflows(console))) {
            step.tell(
                    console,
                    records.operations().byHand().skip(step.taskId(), step.step(), step.reason()));
        }
        return 0;
    }
}

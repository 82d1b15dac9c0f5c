package systems.tasker.local.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import systems.tasker.compiler.CompiledWorkflow;

@Command(
        name = "retry",
        mixinStandardHelpOptions = true,
        description = {
            "Goes on with a task from where it failed, or was killed or interrupted.",
            "Steps that are complete are not run again."
        },
        footer = {"", "Example: tasker retry 0199b1c4-6f3a-7d2e-9a41-5b0c8e7f6d21"})
final class RetryCommand implements Callable<Integer> {
    @Parameters(paramLabel = "TASK_ID", description = "As `tasker tasks` lists it.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String taskId;

    @Option(
            names = "--template",
            paramLabel = "FILE",
            description = "The task's template, where it is not one of this project.")
    private @Nullable String template;

    @Mixin private EnvironmentOption environment = new EnvironmentOption();

    @Mixin private Run run;

    private final Console console;

    RetryCommand(Console console) {
        this.console = console;
        this.run = new Run(console);
    }

    @Override
    public Integer call() {
        run.storeMustExist();
        Templates templates =
                Templates.toRun(console, TemplateCommand.project(), environment.name());
        List<CompiledWorkflow> workflows =
                template == null ? templates.all() : List.of(templates.find(template));
        run.faultsMustConcern(taskId, workflows);
        return run.watch(workflows, tasks -> tasks.retry(taskId));
    }
}

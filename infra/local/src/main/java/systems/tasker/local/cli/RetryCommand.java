package systems.tasker.local.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import systems.tasker.compiler.CompiledWorkflow;
import systems.tasker.local.stack.LocalStack;
import systems.tasker.service.TaskOperations.Resumed;
import systems.tasker.store.TaskItem;

@Command(
        name = "retry",
        mixinStandardHelpOptions = true,
        description = {
            "Goes on with a task from where it failed, or was killed, interrupted or cancelled.",
            "Steps that are complete are not run again, except with --from.",
            "Where the template has changed since, the task goes on by the new one: steps that it"
                    + " has got are run, steps that it has lost are no longer waited for."
        },
        footer = {
            "",
            "Examples:",
            "  tasker retry 0199b1c4-6f3a-7d2e-9a41-5b0c8e7f6d21",
            "  tasker retry 0199b1c4-6f3a-7d2e-9a41-5b0c8e7f6d21 --from setup_billing_profile",
            "  tasker retry --failed --since 12h --error-code SERVICE_TIMEOUT --rate 10"
        })
final class RetryCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "TASK_ID", description = "As `tasker tasks` lists it.")
    private @Nullable String taskId;

    @Option(
            names = "--from",
            paramLabel = "STEP",
            description = "Do this step and all that depend on it again, effects included.")
    private @Nullable String from;

    @Option(names = "--reason", description = "With --from, for the audit trail.")
    private @Nullable String reason;

    @Option(names = "--failed", description = "Retry all tasks that are in error or stuck.")
    private boolean failed;

    @Mixin private BulkRetry bulk;

    @Mixin private TemplateOptions templates = new TemplateOptions();

    @Mixin private Run run;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private final Console console;

    RetryCommand(Console console) {
        this.console = console;
        this.run = new Run(console);
        this.bulk = new BulkRetry(console);
    }

    @Override
    public Integer call() {
        String id = taskId;
        if (failed == (id != null)) {
            throw new ParameterException(
                    spec.commandLine(), "Give a TASK_ID, or --failed for all that failed");
        }
        if (failed && from != null) {
            throw new ParameterException(spec.commandLine(), "--from is for one TASK_ID");
        }
        if (reason != null && from == null) {
            throw new ParameterException(spec.commandLine(), "--reason goes with --from");
        }
        bulk.mustFit(failed, spec);
        run.storeMustExist();
        List<CompiledWorkflow> workflows = templates.workflows(console);
        if (id == null) {
            return bulk.retry(run, workflows);
        }
        run.faultsMustConcern(id, workflows);
        return run.watch(workflows, opened -> resumed(opened, id));
    }

    private TaskItem resumed(LocalStack opened, String id) {
        Resumed resumed =
                from == null
                        ? opened.operations().retry(id)
                        : opened.operations().startOver(id, from, reasonToStartOver());
        if (!run.json()) {
            tell("The template has got steps since, which are run: ", resumed.added());
            tell("It has lost steps, which are no longer waited for: ", resumed.removed());
        }
        return resumed.task();
    }

    private String reasonToStartOver() {
        return reason == null ? "asked for on the command line" : reason;
    }

    private void tell(String what, List<String> steps) {
        if (!steps.isEmpty()) {
            console.line(what + String.join(", ", steps));
        }
    }
}

package systems.tasker.local.cli;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import systems.tasker.compiler.CompiledWorkflow;
import systems.tasker.compiler.explain.Explanation;

@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Says what runs when in a workflow, which gates it needs and what it costs.",
        footer = {
            "",
            "Without durations each step takes one second. A file of durations is a JSON object:",
            "  {\"create_user_account\": 0.25, \"setup_billing_profile\": 1.5, ...}",
            "",
            "Examples:",
            "  tasker explain user_registration",
            "  tasker explain orders.yaml --durations seconds.json",
            "  tasker explain orders.yaml --from-task TASK_ID   as long as the steps of a task took",
            "  tasker explain orders.yaml --price 27.90         another region's price"
        })
final class ExplainCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "FILE-OR-NAME",
            description = "A task template, or the name of one of this project's.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String workflow;

    @Option(
            names = "--durations",
            paramLabel = "FILE",
            description = "How many seconds each step takes.")
    private @Nullable Path durations;

    @Option(
            names = "--from-task",
            paramLabel = "TASK_ID",
            description = "Take the durations of a complete task's steps, retries included.")
    private @Nullable String task;

    @Option(
            names = "--price",
            paramLabel = "USD",
            description =
                    "For a million state transitions. Default: "
                            + "25.00, the list price of us-east-1 in 2026-11.")
    private @Nullable BigDecimal price;

    @Mixin private StackOptions stack = new StackOptions();

    @Mixin private EnvironmentOption environment = new EnvironmentOption();

    private final Console console;

    ExplainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        CompiledWorkflow found =
                Templates.toLookAt(console, TemplateCommand.project(), environment.name())
                        .find(workflow);
        if (price != null && price.signum() < 0) {
            throw new Console.Failure("--price must not be negative");
        }
        Explanation explanation =
                Explanation.of(
                        found,
                        durations(found).bySteps(),
                        price == null ? Explanation.LIST_PRICE : price);
        if (stack.json()) {
            console.json(explanation.json());
        } else {
            String ofPrice = price == null ? Explanation.LIST_PRICE_OF : "as given";
            new ExplainReport(console, explanation, durations(found).source(), ofPrice).print();
        }
        return 0;
    }

    private Durations durations(CompiledWorkflow found) {
        if (durations != null && task != null) {
            throw new Console.Failure("Give --durations or --from-task, not both");
        }
        if (durations != null) {
            return Durations.read(durations, found);
        }
        return task == null ? Durations.oneSecond() : Durations.ofTask(task, found, stack.store());
    }
}

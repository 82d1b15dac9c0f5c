package systems.tasker.local.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import systems.tasker.json.InvalidJson;
import systems.tasker.json.Json;
import systems.tasker.json.JsonText;
import systems.tasker.local.stack.LocalStack;

@Command(
        name = "resolve",
        mixinStandardHelpOptions = true,
        description = {
            "Settles a step by hand: what it should have done was done otherwise.",
            "Steps after it see the given results."
        },
        footer = {
            "",
            "Example: tasker resolve TASK_ID setup_billing_profile --reason \"done by phone\""
                    + " --results '{\"billing_id\": \"b_17\"}'"
        })
final class ResolveCommand implements Callable<Integer> {
    @Mixin private StepByHand step = new StepByHand();

    @Option(
            names = "--results",
            paramLabel = "JSON",
            description = "The step's results. Default: ${DEFAULT-VALUE}.",
            defaultValue = "{}")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String results;

    private final Console console;

    ResolveCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        step.stack().mustExist();
        JsonText given = json();
        try (LocalStack records = LocalStack.open(step.stack().store())) {
            step.tell(
                    console,
                    records.operations()
                            .byHand()
                            .resolve(step.taskId(), step.step(), given, step.reason()));
        }
        return 0;
    }

    private JsonText json() {
        try {
            return JsonText.of(Json.parse(results));
        } catch (InvalidJson e) {
            throw new Console.Failure("--results is not JSON: " + e.getMessage());
        }
    }
}

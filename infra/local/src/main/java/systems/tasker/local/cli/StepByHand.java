package systems.tasker.local.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import systems.tasker.service.TaskDocument;
import systems.tasker.store.StepItem;

/** A step that a person settles: which, why, and what is said of it then. */
final class StepByHand {
    @Parameters(index = "0", paramLabel = "TASK_ID", description = "As `tasker tasks` lists it.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String taskId;

    @Parameters(index = "1", paramLabel = "STEP", description = "A step of the task.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String step;

    @Option(names = "--reason", required = true, description = "For the audit trail.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String reason;

    @Mixin private StackOptions stack = new StackOptions();

    String taskId() {
        return taskId;
    }

    String step() {
        return step;
    }

    String reason() {
        return reason;
    }

    StackOptions stack() {
        return stack;
    }

    void tell(Console console, StepItem settled) {
        if (stack.json()) {
            console.json(TaskDocument.of(settled));
        } else {
            console.line("Step `" + step + "` is " + settled.status().wireName() + ".");
            console.line("`tasker retry " + taskId + "` goes on with what is left of the task.");
        }
    }
}

package systems.tasker.local.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import systems.tasker.compiler.CompiledWorkflow;
import systems.tasker.json.InvalidJson;
import systems.tasker.json.Json;
import systems.tasker.json.JsonText;
import systems.tasker.local.project.Project;
import systems.tasker.local.stack.LocalStack;
import systems.tasker.service.Identity;
import systems.tasker.service.TaskService;
import systems.tasker.store.TaskItem;

@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Creates a task and runs it here to its end.",
        footer = {
            "",
            "Examples:",
            "  tasker run user_registration",
            "  tasker run user_registration --input me.json --fault billing:503x2",
            "  cat me.json | tasker run my_workflow.yaml --input - --json"
        })
final class RunCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "NAME-OR-FILE",
            description = "A task template of this project, or a file.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String template;

    @Option(
            names = {"-i", "--input"},
            paramLabel = "FILE",
            description = "The task's context, JSON; - is standard input. Default: the example's.")
    private @Nullable String input;

    @Option(
            names = "--bypass",
            paramLabel = "STEP",
            description = "Skip this step, which its template must call skippable. Repeatable.")
    private List<String> bypassed = new ArrayList<>();

    @ArgGroup private IdentityOptions identity = new IdentityOptions();

    /** Whether this request is the same as another. */
    static final class IdentityOptions {
        @Option(
                names = "--idempotency-key",
                paramLabel = "KEY",
                description = "Requests with one key create one task.")
        private @Nullable String key;

        @Option(
                names = "--identity-hash",
                description =
                        "Requests with the same workflow, context and --bypass create one task.")
        private boolean byRequest;
    }

    @Mixin private EnvironmentOption environment = new EnvironmentOption();

    @Mixin private Run run;

    private final Console console;

    RunCommand(Console console) {
        this.console = console;
        this.run = new Run(console);
    }

    @Override
    public Integer call() {
        Project project = TemplateCommand.project();
        CompiledWorkflow workflow =
                Templates.toRun(console, project, environment.name()).find(template);
        run.faultsMustConcern(workflow);
        JsonText context = context(project, workflow);
        return run.watch(
                List.of(workflow),
                opened ->
                        created(
                                opened,
                                new TaskService.NewTask(
                                        workflow.namespace(),
                                        workflow.name(),
                                        context,
                                        identity(),
                                        bypassed)));
    }

    private Identity identity() {
        return identity.byRequest
                ? Identity.OF_REQUEST
                : identity.key == null ? Identity.NONE : Identity.key(identity.key);
    }

    private TaskItem created(LocalStack opened, TaskService.NewTask request) {
        TaskService.Created created = opened.tasks().create(request);
        if (created.existed() && !run.json()) {
            console.line("This task exists already: nothing is created.");
        }
        return created.task();
    }

    private JsonText context(Project project, CompiledWorkflow workflow) {
        if ("-".equals(input)) {
            return json("standard input", bytes("standard input", System.in));
        }
        Path file =
                input != null
                        ? Path.of(input)
                        : project.exampleInput(workflow.name())
                                .orElseThrow(
                                        () ->
                                                new Console.Failure(
                                                        "Workflow `"
                                                                + workflow.name()
                                                                + "` has no example input; give"
                                                                + " one with --input FILE"));
        try (InputStream in = Files.newInputStream(file)) {
            return json(file.toString(), bytes(file.toString(), in));
        } catch (NoSuchFileException e) {
            throw new Console.Failure("There is no file `" + file + "`");
        } catch (IOException e) {
            throw new Console.Failure("`" + file + "` cannot be read: " + FileTrouble.reason(e));
        }
    }

    /** No more than tells that it is too much. */
    private static byte[] bytes(String what, InputStream in) {
        try {
            int limit = TaskService.MAX_CONTEXT_BYTES;
            byte[] bytes = in.readNBytes(4 * limit + 1);
            if (bytes.length > 4 * limit) {
                throw new Console.Failure(
                        "The input in "
                                + what
                                + " has more than "
                                + 4 * limit
                                + " bytes; a context may have "
                                + limit);
            }
            return bytes;
        } catch (IOException e) {
            throw new Console.Failure(what + " cannot be read: " + FileTrouble.reason(e));
        }
    }

    private static JsonText json(String what, byte[] bytes) {
        try {
            return JsonText.of(Json.parse(bytes));
        } catch (InvalidJson e) {
            throw new Console.Failure("The input in " + what + " is not JSON: " + e.getMessage());
        }
    }
}

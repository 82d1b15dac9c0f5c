package systems.tasker.local.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line of Tasker. */
@Command(
        name = "tasker",
        description = "Compiles task templates to Step Functions machines, and runs them here.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        version = "tasker 0.1.0",
        footer = {
            "",
            "Examples:",
            "  tasker run user_registration                    run the example to its end",
            "  tasker run user_registration --fault billing:503x2",
            "  tasker dev                                      serve the HTTP API",
            "  tasker compile my_workflow.yaml -o -            see the machine",
            "  tasker explain my_workflow.yaml                 what runs when, and what it costs",
            "  tasker graph my_workflow.yaml -o graph.svg      a picture of it",
            "  tasker show TASK_ID                             what became of a task",
            "",
            "tasker COMMAND --help says more. Exit status: 0 done, 1 failed, 2 wrong usage."
        })
public final class Tasker implements Callable<Integer> {
    private static final List<Class<?>> COMMANDS =
            List.of(
                    RunCommand.class,
                    DevCommand.class,
                    RetryCommand.class,
                    CancelCommand.class,
                    ResolveCommand.class,
                    SkipCommand.class,
                    TasksCommand.class,
                    ShowCommand.class,
                    CompileCommand.class,
                    CheckCommand.class,
                    SchemaCommand.class,
                    ExplainCommand.class,
                    GraphCommand.class,
                    SamCommand.class,
                    PackageCommand.class);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** Without a command: says what commands there are. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return spec.exitCodeOnInvalidInput();
    }

    /** Runs one command and exits with its status. */
    public static void main(String[] arguments) {
        boolean terminal = Boolean.getBoolean("tasker.terminal");
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int status = execute(new Console(out, err, terminal), arguments);
        out.flush();
        System.exit(status);
    }

    /** Runs one command and returns its status. */
    static int execute(Console console, String... arguments) {
        return commandLine(console, arguments).execute(arguments);
    }

    /** The command line on a console, fit for these arguments. */
    static CommandLine commandLine(Console console, String... arguments) {
        CommandLine commandLine = new CommandLine(new Tasker(), new Commands(console));
        addCommands(commandLine, List.of(arguments));
        commandLine
                .setOut(console.out())
                .setErr(console.err())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(90)
                .setColorScheme(
                        CommandLine.Help.defaultColorScheme(
                                console.terminal()
                                        ? CommandLine.Help.Ansi.ON
                                        : CommandLine.Help.Ansi.OFF));
        commandLine.setExecutionExceptionHandler(
                (exception, command, parsed) ->
                        console.failed(
                                exception, command.getParseResult().hasMatchedOption("--json")));
        commandLine.setParameterExceptionHandler(
                (exception, words) -> {
                    CommandLine command = exception.getCommandLine();
                    console.error(WrongUsage.sentence(exception));
                    console.err()
                            .println(
                                    "Try `"
                                            + command.getCommandSpec().qualifiedName()
                                            + " --help`.");
                    return command.getCommandSpec().exitCodeOnInvalidInput();
                });
        return commandLine;
    }

    /**
     * Reading a command's options takes long, so that only what may run has any: the others are
     * there to be listed.
     */
    private static void addCommands(CommandLine commandLine, List<String> arguments) {
        boolean anyMayRun = arguments.stream().anyMatch(word -> word.startsWith("@"));
        for (Class<?> type : COMMANDS) {
            Command command = type.getAnnotation(Command.class);
            if (anyMayRun || arguments.contains(command.name())) {
                commandLine.addSubcommand(type);
            } else {
                CommandSpec listed = CommandSpec.create();
                listed.usageMessage().description(command.description());
                commandLine.addSubcommand(command.name(), listed);
            }
        }
    }
}

package systems.tasker.local.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;
import systems.tasker.compiler.diagnostics.DidYouMean;

/** The command line of Tasker. */
@Command(
        name = "tasker",
        description = "Compiles task templates to Step Functions machines, and runs them here.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        version = "tasker 0.1.0",
        subcommands = {
            RunCommand.class,
            RetryCommand.class,
            TasksCommand.class,
            ShowCommand.class,
            CompileCommand.class,
            CheckCommand.class,
            SchemaCommand.class,
            ExplainCommand.class,
            GraphCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  tasker run user_registration                    run the example to its end",
            "  tasker run user_registration --fault billing:503x2",
            "  tasker compile my_workflow.yaml -o -            see the machine",
            "  tasker explain my_workflow.yaml                 what runs when, and what it costs",
            "  tasker graph my_workflow.yaml -o graph.svg      a picture of it",
            "  tasker show TASK_ID                             what became of a task",
            "",
            "tasker COMMAND --help says more. Exit status: 0 done, 1 failed, 2 wrong usage."
        })
public final class Tasker implements Runnable {
    /** A class of Java that picocli names where a word cannot be converted; its reason stays. */
    private static final Pattern THROWN =
            Pattern.compile(" \\((?:\\w+\\.)+\\w+Exception\\)|(\\()(?:\\w+\\.)+\\w+Exception: ");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getErr());
        throw new ParameterException(spec.commandLine(), "Name a command.");
    }

    /** Runs one command and exits with its status. */
    public static void main(String[] arguments) {
        boolean terminal = Boolean.getBoolean("tasker.terminal");
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int status = commandLine(new Console(out, err, terminal)).execute(arguments);
        out.flush();
        System.exit(status);
    }

    /** The command line on a console. */
    static CommandLine commandLine(Console console) {
        CommandLine commandLine =
                new CommandLine(new Tasker(), new Commands(console))
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
                (exception, arguments) -> {
                    CommandLine command = exception.getCommandLine();
                    console.error(wrongUsage(exception, command));
                    console.err()
                            .println(
                                    "Try `"
                                            + command.getCommandSpec().qualifiedName()
                                            + " --help`.");
                    return command.getCommandSpec().exitCodeOnInvalidInput();
                });
        return commandLine;
    }

    private static String wrongUsage(ParameterException exception, CommandLine command) {
        if (!(exception instanceof UnmatchedArgumentException unmatched)) {
            return THROWN.matcher(String.valueOf(exception.getMessage())).replaceFirst("$1");
        }
        String word = unmatched.getUnmatched().getFirst();
        boolean option = unmatched.isUnknownOption();
        Set<String> known =
                option
                        ? command.getCommandSpec().optionsMap().keySet()
                        : command.getSubcommands().keySet();
        String kind = option ? "option" : known.isEmpty() ? "further argument" : "command";
        return "There is no " + kind + " `" + word + "`." + suggestion(known, word);
    }

    private static String suggestion(Set<String> known, String word) {
        return DidYouMean.among(known, word)
                .map(meant -> " Did you mean `" + meant + "`?")
                .orElse("");
    }
}

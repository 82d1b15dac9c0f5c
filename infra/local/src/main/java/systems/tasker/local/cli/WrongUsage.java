package systems.tasker.local.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import systems.tasker.compiler.diagnostics.DidYouMean;

/** What is said of words that are no command. */
final class WrongUsage {
    /** A class of Java that picocli names where a word cannot be converted; its reason stays. */
    private static final Pattern THROWN =
            Pattern.compile(" \\((?:\\w+\\.)+\\w+Exception\\)|(\\()(?:\\w+\\.)+\\w+Exception: ");

    private WrongUsage() {}

    /** What is wrong, and what was probably meant. */
    static String sentence(ParameterException exception) {
        if (exception instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched);
        }
        ArgSpec argument = exception.getArgSpec();
        String word = exception.getValue();
        return word != null && argument instanceof OptionSpec option && option.type().isEnum()
                ? noChoice(option, word)
                : THROWN.matcher(String.valueOf(exception.getMessage()))
                        .replaceFirst("$1")
                        .replaceFirst("^Error: ", "");
    }

    private static String unmatched(UnmatchedArgumentException exception) {
        CommandLine command = exception.getCommandLine();
        String word = exception.getUnmatched().getFirst();
        boolean option = exception.isUnknownOption();
        Collection<String> known =
                option
                        ? command.getCommandSpec().optionsMap().keySet()
                        : command.getSubcommands().keySet();
        String kind = option ? "option" : known.isEmpty() ? "further argument" : "command";
        return "There is no " + kind + " `" + word + "`." + suggestion(known, word);
    }

    private static String noChoice(OptionSpec option, String word) {
        List<String> choices = new ArrayList<>();
        for (Object choice : option.type().getEnumConstants()) {
            choices.add(choice.toString().toLowerCase(Locale.ROOT));
        }
        return "`"
                + word
                + "` is no "
                + option.longestName()
                + "."
                + suggestion(choices, word.toLowerCase(Locale.ROOT))
                + " There are: "
                + String.join(", ", choices)
                + ".";
    }

    private static String suggestion(Collection<String> known, String word) {
        return DidYouMean.among(known, word)
                .map(meant -> " Did you mean `" + meant + "`?")
                .orElse("");
    }
}

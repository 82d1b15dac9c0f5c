package systems.tasker.local.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static systems.tasker.local.cli.Typed.done;
import static systems.tasker.local.cli.Typed.failed;
import static systems.tasker.local.cli.Typed.tasker;
import static systems.tasker.local.cli.Typed.wrong;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import systems.tasker.store.TaskStatus;

class UsageTest {
    private static final Set<String> COMMANDS =
            Tasker.commandLine(Typed.console(new StringWriter(), new StringWriter()))
                    .getSubcommands()
                    .keySet();

    @Test
    void helpNamesEveryCommandAndShowsExamples() {
        Typed help = done("--help");
        assertTrue(
                COMMANDS.containsAll(List.of("run", "retry", "tasks", "show", "compile", "check")));
        COMMANDS.forEach(command -> assertTrue(help.out().contains("\n  " + command + " ")));
        assertTrue(help.out().contains("tasker run user_registration --fault billing:503x2"));
        assertEquals("", help.err());
    }

    @Test
    void aCommandMayBeNamedInAFileOfArguments(@TempDir Path folder) throws IOException {
        Path arguments = Files.writeString(folder.resolve("arguments"), "run --help");
        assertEquals(done("run", "--help"), done("@" + arguments));
    }

    @Test
    void everyCommandHasHelpWithAnExample() {
        for (String command : COMMANDS) {
            Typed help = done(command, "--help");
            assertTrue(help.out().startsWith("Usage: tasker " + command), help.out());
            assertTrue(help.out().contains("Example"), help.out());
            assertTrue(help.out().contains("tasker " + command + " "), help.out());
        }
    }

    @Test
    void theVersionIsThatOfTheProject() {
        assertEquals("tasker 0.1.0\n", done("--version").out());
    }

    @Test
    void noCommandIsWrongUsage() {
        assertEquals(done("--help").out(), wrong().err());
    }

    @Test
    void aWrongCommandGetsASuggestion() {
        assertEquals(
                "error: There is no command `retyr`. Did you mean `retry`?\nTry `tasker --help`.\n",
                wrong("retyr", "x").err());
    }

    @Test
    void aWrongOptionGetsASuggestion() {
        assertEquals(
                """
                error: There is no option `--falt`. Did you mean `--fault`?
                Try `tasker run --help`.
                """,
                wrong("run", "user_registration", "--falt", "billing:503").err());
    }

    @Test
    void aWordTooManyIsWrongUsage() {
        assertEquals(
                "error: There is no further argument `again`.\nTry `tasker run --help`.\n",
                wrong("run", "user_registration", "again").err());
    }

    @Test
    void aWrongFaultIsWrongUsageAndGetsASuggestion() {
        Typed typed = wrong("run", "user_registration", "--fault", "biling:503");
        assertTrue(typed.err().contains("Did you mean `billing`?"), typed.err());
    }

    @Test
    void aWrongStatusIsToldWithTheRightOnes() {
        assertEquals(
                """
                error: `eror` is no --status. Did you mean `error`? There are: pending, in_progress, \
                complete, error, cancelled, resolved_manually.
                Try `tasker tasks --help`.
                """,
                wrong("tasks", "--status", "eror").err());
        assertTrue(
                wrong("graph", "user_registration", "--format", "png")
                        .err()
                        .startsWith("error: `png` is no --format. There are: svg, mermaid.\n"));
        assertTrue(wrong("check", "--format", "jsn").err().contains("Did you mean `json`? There"));
    }

    @Test
    void theHelpNamesEveryStatus() {
        String help = done("tasks", "--help").out().replaceAll("\\s+", " ");
        for (TaskStatus status : TaskStatus.values()) {
            assertTrue(help.contains(status.wireName()), status.wireName());
        }
    }

    @Test
    void aChoiceIsTakenInSmallLettersAndInCapitals() {
        for (String format : List.of("json", "JSON")) {
            assertTrue(done("check", "--format", format).out().startsWith("[{"));
        }
    }

    @Test
    void aLimitBelowOneIsWrongUsage() {
        assertEquals(2, tasker("tasks", "--limit", "0").status());
    }

    @Test
    void aWordThatCannotBeConvertedIsToldWithoutAClassOfJava() {
        assertEquals(
                """
                error: Invalid value for option '--price': cannot convert 'x' to BigDecimal \
                (Character x is neither a decimal digit number, decimal point, nor "e" notation \
                exponential mark.)
                Try `tasker explain --help`.
                """,
                wrong("explain", "user_registration", "--price", "x").err());
    }

    @Test
    void aWordThatCannotNameAFileIsASentence() {
        assertEquals("error: `\0` cannot name a file\n", failed("graph", "\0").err());
    }

    @Test
    void aFileThatCannotBeUsedIsToldWithAReason(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("file"), new byte[] {(byte) 0xff});
        assertEquals(
                "error: `no.json` cannot be read: there is no such file or folder\n",
                failed("explain", "user_registration", "--durations", "no.json").err());
        assertEquals(
                "error: `" + file + "` cannot be read: it is not UTF-8 text\n",
                failed("explain", "user_registration", "--durations", file).err());
        assertEquals(
                "error: `" + folder + "` cannot be written: Is a directory\n",
                failed("graph", "user_registration", "-o", folder).err());
        assertTrue(
                failed("compile", "-o", file)
                        .err()
                        .contains("cannot be written: Not a directory\n"));
    }
}

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

class UsageTest {
    private static final Set<String> COMMANDS =
            Typed.commandLine(new StringWriter(), new StringWriter()).getSubcommands().keySet();

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
        assertTrue(wrong().err().contains("error: Name a command."));
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
        Typed typed = wrong("tasks", "--status", "eror");
        assertTrue(typed.err().contains("ERROR"), typed.err());
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

package systems.tasker.local.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import systems.tasker.local.project.Checkout;

/**
 * What a run prints without a terminal, with all that differs from run to run replaced. The
 * template has the example's steps one after the other: beside each other their lines come in any
 * order. With {@code -Dgolden.update=true} the files are written anew, and the test fails all the
 * same.
 */
class PlainLinesTest {
    private static final Path EXPECTED = Path.of("src", "test", "resources", "cli");

    @TempDir private Path folder = Path.of("");

    private String run(String... faults) {
        Object[] words = {
            "run",
            EXPECTED.resolve("registration_in_a_row.yaml"),
            "--store",
            folder.resolve("tasker.db"),
            "--input",
            Checkout.exampleFile("user_registration"),
            "--fault",
            faults[0],
            "--fault",
            faults[1]
        };
        return normalized(Typed.tasker(words).out());
    }

    private String normalized(String text) {
        return text.replace(folder.toString(), "FOLDER")
                .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "TASK_ID")
                .replaceAll("tsk_[0-9]+_[0-9a-f]+", "CORRELATION_ID")
                .replaceAll("user_[0-9a-f]{32}", "USER_ID")
                .replaceAll("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z", "TIME")
                .replaceAll("\\b[0-9]+\\.[0-9]{3} s", "0.000 s")
                .replaceAll(":[0-9]+(\\.[0-9]+)?(?=[,}])", ":0.0");
    }

    private static void check(String name, String actual) throws IOException {
        Path expected = EXPECTED.resolve(name);
        if (Boolean.getBoolean("golden.update")
                && !(Files.exists(expected) && Files.readString(expected).equals(actual))) {
            Files.writeString(expected, actual);
            fail("Written: " + expected);
        }
        assertEquals(Files.readString(expected), actual);
    }

    @Test
    void aRunIsToldLineByLine() throws IOException {
        check("complete.txt", run("billing:503", "notification:429,retry-after=1"));
    }

    @Test
    void aRunThatFailsIsToldWithItsCause() throws IOException {
        check("error.txt", run("billing:503", "preferences:403"));
    }
}

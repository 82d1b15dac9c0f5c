package systems.tasker.local.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GraphCommandTest {
    @Test
    void theStepsAreDrawnAsSvgOnStandardOutput() {
        Typed typed = Typed.done("graph", "user_registration");
        assertTrue(typed.out().startsWith("<svg "), typed.out());
        assertTrue(typed.out().endsWith("</svg>" + System.lineSeparator()), typed.out());
        assertTrue(typed.out().contains(">setup_billing_profile</text>"));
        assertEquals(typed.out(), Typed.done("graph", "user_registration").out());
    }

    @Test
    void aFileIsWrittenAndNothingSaid(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("machine.svg");
        Typed typed = Typed.done("graph", "user_registration", "--machine", "-o", file);
        assertEquals(new Typed(0, "", ""), typed);
        assertTrue(Files.readString(file).contains("<g class=\"finalize\">"));
    }

    @Test
    void mermaidIsText() {
        Typed typed = Typed.done("graph", "user_registration", "--format", "mermaid");
        assertTrue(typed.out().startsWith("flowchart TD"), typed.out());
        assertTrue(typed.out().contains("  n1 --> n2"), typed.out());
    }

    @Test
    void handlersNeedNotBeThereToBeDrawn(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("t.yaml");
        Files.writeString(
                file,
                """
                name: t
                namespace_name: n
                step_templates:
                  - {name: a, handler_class: Nowhere::Handler}
                """);
        Typed.done("graph", file);
    }

    @Test
    void anUnknownNameIsAFailureAndAnUnknownFormatWrongUsage(@TempDir Path folder) {
        Typed unknown = Typed.failed("graph", "user_registratoin");
        assertTrue(unknown.err().contains("did you mean `user_registration`?"), unknown.err());
        Typed.wrong("graph", "user_registration", "--format", "png");
        Typed.failed("graph", "user_registration", "-o", folder.resolve("no/folder.svg"));
    }
}

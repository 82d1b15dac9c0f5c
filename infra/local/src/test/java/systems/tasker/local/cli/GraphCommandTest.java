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
        Spoken spoken = Spoken.by("graph", "user_registration");
        assertEquals(0, spoken.status(), spoken.err());
        assertTrue(spoken.out().startsWith("<svg "), spoken.out());
        assertTrue(spoken.out().endsWith("</svg>" + System.lineSeparator()), spoken.out());
        assertTrue(spoken.out().contains(">setup_billing_profile</text>"));
        assertEquals(spoken.out(), Spoken.by("graph", "user_registration").out());
    }

    @Test
    void aFileIsWrittenAndNothingSaid(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("machine.svg");
        Spoken spoken = Spoken.by("graph", "user_registration", "--machine", "-o", file.toString());
        assertEquals(new Spoken(0, "", ""), spoken);
        assertTrue(Files.readString(file).contains("<g class=\"finalize\">"));
    }

    @Test
    void mermaidIsText() {
        Spoken spoken = Spoken.by("graph", "user_registration", "--format", "mermaid");
        assertTrue(spoken.out().startsWith("flowchart TD"), spoken.out());
        assertTrue(spoken.out().contains("  n1 --> n2"), spoken.out());
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
        assertEquals(0, Spoken.by("graph", file.toString()).status());
    }

    @Test
    void anUnknownNameIsAFailureAndAnUnknownFormatWrongUsage(@TempDir Path folder) {
        Spoken unknown = Spoken.by("graph", "user_registratoin");
        assertEquals(1, unknown.status());
        assertTrue(unknown.err().contains("did you mean `user_registration`?"), unknown.err());
        assertEquals(2, Spoken.by("graph", "user_registration", "--format", "png").status());
        String nowhere = folder.resolve("no/folder.svg").toString();
        assertEquals(1, Spoken.by("graph", "user_registration", "-o", nowhere).status());
    }
}

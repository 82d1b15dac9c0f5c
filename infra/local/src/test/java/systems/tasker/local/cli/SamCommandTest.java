package systems.tasker.local.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static systems.tasker.local.cli.Typed.done;
import static systems.tasker.local.cli.Typed.failed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import systems.tasker.local.project.Checkout;

/** What is deployed, in a project of its own. */
class SamCommandTest {
    private static final String TEMPLATE =
            "functions/user-registration/src/main/resources/tasker/tasks/user_registration.yaml";
    private static final String CATALOGUE =
            "functions/api/src/main/resources/tasker/workflows.json";
    private static final String MACHINE =
            "infra/statemachines/blog_examples/user_registration.asl.json";

    @TempDir private Path home = Path.of("");

    @BeforeEach
    void copy() throws IOException {
        done("sam", "--check"); // this project itself is in step
        for (String file : new String[] {TEMPLATE, CATALOGUE, MACHINE, "template.yaml"}) {
            Files.createDirectories(home.resolve(file).resolve(".."));
            Files.copy(Checkout.HOME.resolve(file), home.resolve(file));
        }
        System.setProperty("tasker.home", home.toString());
    }

    @AfterEach
    void back() {
        System.setProperty("tasker.home", Checkout.HOME.toString());
    }

    private void edit(String from, String to) throws IOException {
        Path template = home.resolve(TEMPLATE);
        String text = Files.readString(template);
        assertTrue(text.contains(from));
        Files.writeString(template, text.replace(from, to));
    }

    @Test
    void whatTheApiKnowsOfATemplateIsKeptInStep() throws IOException {
        edit("Orchestrated user registration", "Well orchestrated user registration");
        String before = Files.readString(home.resolve(CATALOGUE));
        Typed stale = failed("sam", "--check");
        assertTrue(
                stale.err()
                        .contains(CATALOGUE + " is not what the templates give; run `tasker sam`"),
                stale.err());
        assertEquals(before, Files.readString(home.resolve(CATALOGUE)));
        done("sam");
        assertTrue(
                Files.readString(home.resolve(CATALOGUE))
                        .contains("Well orchestrated user registration"));
        done("sam", "--check");
    }

    @Test
    void aCatalogueThatIsMissingIsStale() throws IOException {
        Files.delete(home.resolve(CATALOGUE));
        failed("sam", "--check");
        done("sam");
        assertEquals(
                Checkout.text(Checkout.HOME.resolve(CATALOGUE)),
                Files.readString(home.resolve(CATALOGUE)));
    }
}

package systems.tasker.local.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static systems.tasker.local.cli.Typed.done;
import static systems.tasker.local.cli.Typed.failed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import systems.tasker.asl.StateMachineWriter;
import systems.tasker.json.Json;
import systems.tasker.json.JsonObject;
import systems.tasker.local.project.Checkout;

class CompileCommandTest {
    private static final String FIVE_MISTAKES =
            """
            name: order processing
            version: "1.0"
            step_templates:
              - name: validate_order
                handler_class: Orders::ValidateOrderHandler
                default_retry_limit: -1
              - name: charge_card
                handler_class: Orders::ChargeCardHandler
                depends_on_step: validate_ordr
              - name: ship
                handler: Orders::ShipHandler
                handler_class: Orders::ShipHandler
            """;

    @TempDir private Path folder = Path.of("");

    private Path template(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static String good(String name) {
        return """
        name: %s
        step_templates:
          - name: only
            handler_class: systems.tasker.local.language.EchoHandler
        """
                .formatted(name);
    }

    @Test
    void fiveMistakesAreToldInOneRun() throws IOException {
        Path file = template("orders.yaml", FIVE_MISTAKES);
        Typed typed = failed("compile", file, "-o", folder);
        List<String> errors =
                typed.err()
                        .lines()
                        .filter(line -> line.startsWith(file + ":"))
                        .filter(line -> line.contains(": error: "))
                        .toList();
        assertEquals(5, errors.size(), typed.err());
        for (String rule :
                List.of(
                        "bad-name",
                        "bad-version",
                        "bad-retry-limit",
                        "unknown-dependency",
                        "unknown-key")) {
            assertTrue(typed.err().contains("[" + rule + "]"), rule);
        }
        assertTrue(
                typed.err()
                        .contains(
                                """
                                :9:22: error: Step `charge_card` depends on unknown step `validate_ordr`. [unknown-dependency]
                                   9 |     depends_on_step: validate_ordr
                                     |                      ^^^^^^^^^^^^^
                                   hint: Did you mean `validate_order`?
                                """),
                typed.err());
        assertEquals(List.of(), machines());
        assertEquals(
                5,
                Typed.objects(json(file).value("diagnostics")).stream()
                        .filter(found -> "error".equals(found.value("severity")))
                        .count());
    }

    @Test
    void aHandlerClassThatIsNotThereIsAWarningWithASuggestion() throws IOException {
        String typo = "blogexamples.post03.stephandlers.CreateUserAcountHandler";
        Path file =
                template(
                        "first.yaml",
                        good("first").replace("systems.tasker.local.language.EchoHandler", typo));
        String diagnostic =
                """
                %s:4:20: warning: `handler_class` names class `%s`, which is not there. [unknown-class]
                   4 |     handler_class: %s
                     |                    %s
                   hint: Did you mean `blogexamples.post03.stephandlers.CreateUserAccountHandler`?
                """
                        .formatted(file, typo, typo, "^".repeat(typo.length()));
        assertEquals(diagnostic, done("check", file).err());
        assertEquals(
                diagnostic
                        + "error: `%s` cannot run: not all of its handler classes are there\n"
                                .formatted(file),
                failed("run", file, "--store", folder.resolve("tasker.db")).err());
    }

    @Test
    void aCircleOfStepsIsToldBesideOtherErrors() throws IOException {
        Path file =
                template(
                        "circle.yaml",
                        """
                        name: circle
                        version: one
                        step_templates:
                          - name: a
                            handler_clas: orders.AHandler
                            depends_on_step: b
                          - name: b
                            handler_class: orders.BHandler
                            depends_on_steps: [a, c]
                        """);
        assertEquals(
                List.of("bad-version", "dependency-cycle", "unknown-key", "unknown-dependency"),
                Typed.objects(json(file).value("diagnostics")).stream()
                        .filter(found -> "error".equals(found.value("severity")))
                        .map(found -> found.value("rule"))
                        .toList());
    }

    private static JsonObject json(Path file) {
        return Typed.objects(Typed.tasker("check", file, "--json").json()).getFirst();
    }

    private List<String> machines() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> folder.relativize(file).toString())
                    .filter(file -> file.endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void oneBadFileDoesNotStopTheOthers() throws IOException {
        Typed typed =
                failed(
                        "compile",
                        template("first.yaml", good("first")),
                        template("bad.yaml", FIVE_MISTAKES),
                        folder.resolve("missing.yaml"),
                        template("last.yaml", good("last")),
                        "-o",
                        folder);
        assertEquals(List.of("default/first.asl.json", "default/last.asl.json"), machines());
        assertTrue(typed.err().contains("There is no file `" + folder.resolve("missing.yaml")));
        assertTrue(typed.err().endsWith("error: 2 of 4 templates failed\n"), typed.err());
    }

    @Test
    void aMachineIsWrittenToStandardOutput() throws IOException {
        Path file = template("first.yaml", good("first"));
        JsonObject machine = done("compile", file, "-o", "-").object();
        assertEquals("only", machine.value("StartAt"));
        done("compile", file, "-o", folder);
        assertEquals(
                Json.parse(Files.readString(folder.resolve("default/first.asl.json"))),
                Json.parse(done("compile", file, "-o", "-").out()));
    }

    @Test
    void checkingFailsUntilTheMachineIsWhatItsTemplateGivesAndWritesNothing() throws IOException {
        Path file = template("first.yaml", good("first"));
        Typed absent = failed("compile", "--check", file, "-o", folder);
        assertTrue(absent.err().contains("run `tasker compile`"), absent.err());
        assertEquals(List.of(), machines());
        done("compile", file, "-o", folder);
        assertTrue(done("compile", "--check", file, "-o", folder).out().contains("is current"));
        template("first.yaml", good("first").replace("only", "other"));
        failed("compile", "--check", file, "-o", folder);
        assertFalse(Files.readString(folder.resolve("default/first.asl.json")).contains("other"));
    }

    @Test
    void withoutFilesTheTemplatesOfTheProjectAreMeant() {
        Typed typed = done("compile", "--check");
        assertTrue(typed.out().contains("user_registration.asl.json is current"), typed.out());
        assertTrue(done("check").out().contains("1 template is good"));
    }

    @Test
    void theMachineOfTheExampleIsPrintedAsItIsCheckedIn() {
        String machine = StateMachineWriter.pretty(Checkout.userRegistration().machine());
        Path template =
                Checkout.HOME.resolve(
                        "functions/user-registration/src/main/resources/tasker/tasks/user_registration.yaml");
        assertEquals(machine, done("compile", template, "-o", "-").out());
    }

    @Test
    void aFolderAndABinaryFileAreNoTemplates() throws IOException {
        assertTrue(failed("check", folder).err().contains("is a folder, not a template"));
        Path binary = folder.resolve("binary.yaml");
        Files.write(binary, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        assertTrue(failed("check", binary).err().contains("is not UTF-8 text"));
    }

    @Test
    void aWarningIsToldAndDoesNotFail() throws IOException {
        Path file = template("first.yaml", good("first") + "concurrent: false\n");
        Typed typed = done("check", file);
        assertTrue(typed.err().contains("warning: "), typed.err());
        assertEquals("1 template is good, with 1 warning\n", typed.out());
    }
}

package systems.tasker.local.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static systems.tasker.local.cli.Typed.done;
import static systems.tasker.local.cli.Typed.failed;
import static systems.tasker.local.cli.Typed.wrong;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import systems.tasker.json.JsonObject;
import systems.tasker.local.project.Checkout;

class RunCommandTest {
    @TempDir private Path folder = Path.of("");

    private Path store() {
        return folder.resolve("tasker.db");
    }

    private List<JsonObject> tasks() {
        return Typed.objects(done("tasks", "--store", store(), "--json").json());
    }

    @Test
    void theJsonOfARunTellsAllThereIs() {
        Typed typed = done("run", "user_registration", "--store", store(), "--json");
        assertEquals("", typed.err());
        JsonObject task = typed.object();
        assertTrue(task.text("task_id").isPresent());
        assertEquals("complete", task.value("status"));
        List<JsonObject> steps = Typed.objects(task.value("steps"));
        assertEquals(5, steps.size());
        for (JsonObject step : steps) {
            assertTrue(
                    List.copyOf(step.fields().sequencedKeySet())
                            .containsAll(
                                    List.of(
                                            "name",
                                            "status",
                                            "attempts",
                                            "started_at",
                                            "completed_at",
                                            "results")),
                    step::toString);
            assertEquals("complete", step.value("status"));
            assertEquals(1, step.value("attempts"));
            assertNotNull(step.value("started_at"));
            assertNotNull(step.value("completed_at"));
            assertEquals(task.value("correlation_id"), step.value("results", "correlation_id"));
        }
        assertEquals("pro", task.value("annotations", "plan_type"));
        assertEquals(
                task,
                done("show", task.text("task_id").orElseThrow(), "--store", store(), "--json")
                        .object());
    }

    @Test
    void aFailedRunIsTakenUpWhereItStopped() {
        Typed run =
                failed("run", "user_registration", "--store", store(), "--fault", "billing:403");
        String id = tasks().getFirst().text("task_id").orElseThrow();
        String sentence =
                "Step `setup_billing_profile` failed with AUTH_ERROR (PermanentError) after 1"
                        + " attempt";
        assertTrue(run.out().contains("error after "), run.out());
        assertEquals(2, run.out().split("authentication failed: 403", -1).length - 1, run.out());
        assertTrue(run.out().contains(sentence), run.out());
        assertTrue(run.out().contains("`tasker retry " + id + "` goes on from here."), run.out());
        assertEquals("error", tasks().getFirst().value("status"));
        assertTrue(done("show", id, "--store", store()).out().contains(sentence));

        Typed retry = done("retry", id, "--store", store());
        assertTrue(retry.out().contains("setup_billing_profile         in_progress, attempt 2"));
        assertFalse(retry.out().contains("create_user_account "), retry.out());
        assertTrue(retry.out().contains("complete in "), retry.out());
        assertTrue(
                failed("retry", id, "--store", store())
                        .err()
                        .contains("is complete: there is nothing to retry"));
        assertEquals(1, tasks().size());
    }

    @Test
    void whatIsNotThereIsSaid() {
        assertTrue(
                failed("run", "user_registrtion", "--store", store())
                        .err()
                        .contains("did you mean `user_registration`?"));
        assertTrue(
                failed("run", folder.resolve("none.yaml"), "--store", store())
                        .err()
                        .contains("There is no file"));
        assertTrue(
                failed("run", "user_registration", "--store", store(), "-i", "none.json")
                        .err()
                        .contains("There is no file `none.json`"));
        for (String command : List.of("show", "retry")) {
            assertTrue(
                    failed(command, "unknown", "--store", store())
                            .err()
                            .contains("There is no store"));
        }
        assertFalse(Files.exists(store()), "looking makes no store");
        done("run", "user_registration", "--store", store());
        for (String command : List.of("show", "retry")) {
            assertEquals(
                    "error: There is no task `unknown`; `tasker tasks` lists those there are\n",
                    failed(command, "unknown", "--store", store()).err());
            assertEquals(
                    "UNKNOWN_TASK",
                    failed(command, "unknown", "--store", store(), "--json")
                            .object()
                            .value("error", "reason"));
        }
    }

    @Test
    void aStoreThatCannotBeOneIsSaid() throws IOException {
        Path text = Files.writeString(folder.resolve("text.db"), "not a database, but a text\n");
        assertTrue(
                failed("run", "user_registration", "--store", text)
                        .err()
                        .contains("it is not an SQLite database"));
        assertEquals("not a database, but a text\n", Files.readString(text));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(text), files.toList(), "nothing is put beside it");
        }
        assertTrue(
                failed("run", "user_registration", "--store", folder)
                        .err()
                        .contains("is a folder"));
    }

    @Test
    void tasksAreListedNewestFirstAndByState() {
        assertTrue(done("tasks", "--store", store()).out().startsWith("There is no store"));
        done("run", "user_registration", "--store", store());
        failed("run", "user_registration", "--store", store(), "--fault", "user:403");
        assertEquals(
                List.of("error", "complete"),
                tasks().stream().map(task -> task.value("status")).toList());
        assertEquals(
                1, done("tasks", "--store", store(), "--status", "error").out().lines().count());
        assertEquals(1, done("tasks", "--store", store(), "--limit", "1").out().lines().count());
        assertTrue(
                done("tasks", "--store", store(), "--name", "other")
                        .out()
                        .startsWith("No task is"));
    }

    @Test
    void aHandlerThatIsNotThereIsADiagnosticAndOneThatIsNoHandlerIsSaid() throws IOException {
        Path template = folder.resolve("orders.yaml");
        String text =
                """
                name: orders
                step_templates:
                  - name: only
                    handler_class: %s
                """;
        Files.writeString(template, text.formatted("orders.NoSuchHandler"));
        Path input = Checkout.exampleFile("free");
        assertTrue(
                failed("run", template, "--store", store(), "-i", input)
                        .err()
                        .contains("[unknown-class]"));
        Files.writeString(template, text.formatted("java.lang.StringBuilder"));
        assertTrue(
                failed("run", template, "--store", store(), "-i", input)
                        .err()
                        .contains("it must extend StepHandler"));
        assertEquals(List.of(), tasks());
    }

    @Test
    void aFaultThatNothingCanMeetIsWrongUsage() throws IOException {
        Path template =
                Files.writeString(
                        folder.resolve("echo.yaml"),
                        """
                        name: echo
                        step_templates:
                          - name: only
                            handler_class: systems.tasker.local.language.EchoHandler
                        """);
        Path input = Checkout.exampleFile("free");
        String refused =
                "error: --fault billing: workflow `echo` does not call this service;"
                        + " it calls none\n";
        assertEquals(
                refused,
                wrong("run", template, "-i", input, "--store", store(), "--fault", "billing:503")
                        .err());
        assertFalse(Files.exists(store()));
        done("run", template, "-i", input, "--store", store());
        String id = tasks().getFirst().text("task_id").orElseThrow();
        assertEquals(
                refused,
                wrong(
                                "retry",
                                id,
                                "--template",
                                template,
                                "--store",
                                store(),
                                "--fault",
                                "billing:503")
                        .err());
    }

    @Test
    void whatStepsGaveIsShownAsLongAsALineMayBe() {
        done("run", "user_registration", "--store", store());
        String id = tasks().getFirst().text("task_id").orElseThrow();
        List<String> shown = done("show", id, "--store", store()).out().lines().toList();
        int begin = shown.indexOf("results");
        assertTrue(
                shown.get(begin + 1).startsWith("  create_user_account     {\"user_id\":\"user_"),
                shown.get(begin + 1));
        assertEquals(120, shown.get(begin + 1).length());
        assertTrue(shown.get(begin + 1).endsWith("…"), shown.get(begin + 1));
        assertEquals("  in full: tasker show " + id + " --json", shown.get(begin + 6));
        List<String> transitions = shown.stream().filter(line -> line.contains(" -> ")).toList();
        assertEquals(12, transitions.size());
        for (String line : transitions) {
            assertTrue(line.matches("  [0-9-]{10}T[0-9:]{8}\\.[0-9]{3}Z  .*"), line);
        }
    }

    @Test
    void stepsThatRunBesideEachOtherAreShownSo() {
        Typed typed =
                done(
                        "run",
                        "user_registration",
                        "--store",
                        store(),
                        "--fault",
                        "billing:delay=300ms",
                        "--fault",
                        "preferences:delay=300ms");
        assertEquals(
                1,
                typed.out().lines().filter(line -> line.contains(", beside ")).count(),
                typed.out());
        assertTrue(typed.out().contains("; steps beside each other saved 0."), typed.out());
    }
}

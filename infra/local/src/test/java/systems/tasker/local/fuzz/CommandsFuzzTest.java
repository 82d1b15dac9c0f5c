package systems.tasker.local.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import systems.tasker.json.Json;
import systems.tasker.json.JsonObject;
import systems.tasker.local.cli.Typed;
import systems.tasker.local.project.Checkout;

/** Whatever is typed in a small project of its own, is answered; nothing outside is touched. */
final class CommandsFuzzTest {
    @TempDir private Path folder;

    private final String home = System.getProperty("user.home");
    private final InputStream in = System.in;

    @BeforeEach
    void aProjectInAFolder() throws IOException {
        Typed.tasker("--version");
        System.setProperty("tasker.home", folder.toString());
        System.setProperty("user.home", folder.toString());
        System.setIn(new ByteArrayInputStream(new byte[0]));
        Path tasks = folder.resolve("functions/f/src/main/resources/tasker/tasks");
        Files.createDirectories(tasks);
        List<String> templates = FuzzTest.templates();
        Files.writeString(tasks.resolve("user_registration.yaml"), templates.getLast());
        TemplateInputs drawn = new TemplateInputs(templates);
        for (int i = 0; i < 60; i++) {
            Files.write(folder.resolve("t" + i + ".yaml"), drawn.drawn(new Draw(Fuzzer.SEED, i)));
        }
        Files.writeString(folder.resolve("seconds.json"), "{\"create_user_account\": -1}");
        Files.writeString(folder.resolve("invalid.json"), "{\"user_info\": {}}");
        Files.writeString(folder.resolve("no.json"), "{");
        Files.write(folder.resolve("no.db"), new byte[10_000]);
        Files.createDirectories(folder.resolve("folder"));
    }

    @AfterEach
    void asBefore() {
        System.setProperty("tasker.home", Checkout.HOME.toString());
        System.setProperty("user.home", home);
        System.setIn(in);
    }

    /** What is there to be named. */
    private List<String> words() throws IOException {
        List<String> words = new ArrayList<>(List.of("user_registration", "user", "user:400"));
        words.add(failedTask());
        try (Stream<Path> files = Files.list(folder)) {
            files.map(Path::toString).sorted().forEach(words::add);
        }
        return words;
    }

    private String failedTask() {
        Typed typed =
                Typed.tasker(
                        "run",
                        "user_registration",
                        "--json",
                        "--input",
                        Checkout.exampleFile("minimal"),
                        "--store",
                        folder.resolve("tasks.db"),
                        "--fault",
                        "user:400");
        assertEquals(1, typed.status(), typed::toString);
        return JsonObject.of(Json.parse(typed.out())).text("task_id").orElseThrow();
    }

    @Test
    void commandLines() throws IOException {
        Path here = Path.of("").toAbsolutePath();
        List<Path> before = entries(here);
        FuzzTest.nothingIsFound(
                new Fuzzer<>(
                        "command lines",
                        new CommandInputs(folder, words()),
                        1,
                        () -> new CommandSubject(line -> Typed.tasker(line.toArray()))),
                Fuzzer.part(2_000));
        assertEquals(before, entries(here), "nothing is written outside the folder");
    }

    private static List<Path> entries(Path of) throws IOException {
        try (Stream<Path> entries = Files.list(of)) {
            return entries.sorted().toList();
        }
    }
}

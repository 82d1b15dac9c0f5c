package systems.tasker.local.project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import systems.tasker.compiler.CompiledWorkflow;
import systems.tasker.compiler.check.ClassPath;
import systems.tasker.json.Json;
import systems.tasker.json.JsonObject;

/** This project as the tests find it. */
public final class Checkout {
    /** Tests run in the folder of their module. */
    public static final Path HOME = Path.of("..", "..").toAbsolutePath().normalize();

    /** The project itself. */
    public static final Project PROJECT = new Project(HOME);

    private static final Path MODULE = HOME.resolve("functions").resolve("user-registration");

    private Checkout() {}

    /** The example's workflow, compiled from its template. */
    public static CompiledWorkflow userRegistration() {
        Path template = MODULE.resolve("src/main/resources/tasker/tasks/user_registration.yaml");
        return Source.read(template)
                .compiled(ClassPath.TRUSTED, Optional.empty())
                .workflow()
                .orElseThrow();
    }

    /** Where an example input lies. */
    public static Path exampleFile(String name) {
        return MODULE.resolve("examples").resolve(name + ".json");
    }

    /** The names of the example inputs, in order. */
    public static List<String> exampleNames() throws IOException {
        try (Stream<Path> files = Files.list(MODULE.resolve("examples"))) {
            return files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .sorted()
                    .toList();
        }
    }

    /** An example input, to be changed. */
    public static SequencedMap<String, @Nullable Object> example(String name) {
        return new LinkedHashMap<>(JsonObject.of(Json.parse(text(exampleFile(name)))).fields());
    }

    /** The text of a file. */
    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

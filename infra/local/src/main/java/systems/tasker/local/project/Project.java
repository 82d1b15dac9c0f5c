package systems.tasker.local.project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A checkout of this project, or of one laid out like it: templates in {@code
 * functions/<module>/src/main/resources/tasker/tasks/}, example inputs in {@code
 * functions/<module>/examples/}, machines in {@code infra/statemachines/}.
 */
public record Project(Path home) {
    private static final Path TASKS = Path.of("src", "main", "resources", "tasker", "tasks");
    private static final Path API = Path.of("src", "main", "java", "systems", "tasker", "api");
    private static final Path PLATFORM = Path.of("aws");

    /** Its templates, in order of their paths. */
    public List<Path> templates() {
        List<Path> templates = new ArrayList<>();
        for (Path module : modules()) {
            templates.addAll(list(module.resolve(TASKS), "*.{yaml,yml}"));
        }
        return templates;
    }

    /** Where its compiled machines lie. */
    public Path machines() {
        return home.resolve("infra").resolve("statemachines");
    }

    /** What the HTTP API knows of its workflows. */
    public Path catalogue() {
        return home.resolve("functions/api/src/main/resources/tasker/workflows.json");
    }

    /** The example input of a workflow. */
    public Optional<Path> exampleInput(String workflow) {
        return modules().stream()
                .map(module -> module.resolve("examples").resolve(workflow + ".json"))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /**
     * The modules of functions that are deployed: workflows, the platform's own functions, the HTTP
     * API where it is. The build knows them by the same files.
     */
    public List<Path> deployables() {
        return modules().stream()
                .filter(module -> Files.isRegularFile(module.resolve("pom.xml")))
                .filter(
                        module ->
                                Files.isDirectory(module.resolve(TASKS))
                                        || Files.isDirectory(module.resolve(API))
                                        || module.endsWith(PLATFORM))
                .toList();
    }

    /** The module that has one of its templates. */
    public Path module(Path template) {
        return modules().stream().filter(template::startsWith).findFirst().orElseThrow();
    }

    /** Where the build puts what is deployed of a module. */
    public static Path zip(Path module) {
        return module.resolve("target").resolve(module.getFileName() + ".zip");
    }

    List<Path> modules() {
        return list(home.resolve("functions"), "*");
    }

    private static List<Path> list(Path folder, String glob) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, glob)) {
            found.forEach(entries::add);
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be read", e);
        }
        entries.sort(null);
        return entries;
    }
}

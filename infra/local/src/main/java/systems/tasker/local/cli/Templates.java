package systems.tasker.local.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import systems.tasker.compiler.Compilation;
import systems.tasker.compiler.CompiledWorkflow;
import systems.tasker.compiler.diagnostics.DiagnosticPrinter;
import systems.tasker.compiler.diagnostics.DidYouMean;
import systems.tasker.local.project.Project;
import systems.tasker.local.project.Source;

/** Finds the workflow that someone means, and says what is wrong with it. */
final class Templates {
    private final Console console;
    private final Project project;
    private final Optional<String> environment;
    private final Predicate<String> classExists;

    /** Of templates as they are without an overlay. */
    Templates(Console console, Project project) {
        this(console, project, Optional.empty());
    }

    /** Of templates as they are in an environment. */
    Templates(Console console, Project project, Optional<String> environment) {
        this(console, project, environment, Templates::isOnClassPath);
    }

    private Templates(
            Console console,
            Project project,
            Optional<String> environment,
            Predicate<String> classExists) {
        this.console = console;
        this.project = project;
        this.environment = environment;
        this.classExists = classExists;
    }

    /** For who only looks at workflows: takes the names of handler classes on trust. */
    static Templates toLookAt(Console console, Project project, Optional<String> environment) {
        return new Templates(console, project, environment, name -> true);
    }

    /**
     * The workflow of a file, or of a name of this project's.
     *
     * @throws Console.Failure where there is none, or it cannot be compiled
     */
    CompiledWorkflow find(String nameOrFile) {
        boolean file =
                nameOrFile.endsWith(".yaml")
                        || nameOrFile.endsWith(".yml")
                        || nameOrFile.contains("/")
                        || Files.exists(Path.of(nameOrFile));
        return file ? compile(Path.of(nameOrFile)) : named(nameOrFile);
    }

    /** The workflows of this project that can be compiled; the others are left out. */
    List<CompiledWorkflow> all() {
        return project.templates().stream()
                .map(file -> compilation(file).workflow())
                .flatMap(Optional::stream)
                .toList();
    }

    private CompiledWorkflow named(String name) {
        List<String> known = new ArrayList<>();
        List<Path> broken = new ArrayList<>();
        for (Path file : project.templates()) {
            Compilation compilation = compilation(file);
            if (compilation.workflow().isEmpty()) {
                broken.add(file);
                continue;
            }
            CompiledWorkflow workflow = compilation.workflow().get();
            if (name.equals(workflow.name())
                    || name.equals(workflow.namespace() + "/" + workflow.name())) {
                tell(compilation);
                return workflow;
            }
            known.add(workflow.name());
        }
        broken.forEach(file -> tell(compilation(file)));
        throw new Console.Failure(
                "No task template is called `"
                        + name
                        + "`"
                        + DidYouMean.among(known, name)
                                .map(meant -> "; did you mean `" + meant + "`?")
                                .orElse(
                                        known.isEmpty()
                                                ? "; this project has none that can be compiled"
                                                : "; there are: " + String.join(", ", known)));
    }

    private Compilation compilation(Path file) {
        return Source.read(file).compiled(classExists, environment);
    }

    private CompiledWorkflow compile(Path file) {
        Compilation compilation = compilation(file);
        tell(compilation);
        return compilation
                .workflow()
                .orElseThrow(() -> new Console.Failure("`" + file + "` cannot be compiled"));
    }

    private void tell(Compilation compilation) {
        DiagnosticPrinter printer = new DiagnosticPrinter(console.terminal());
        compilation.diagnostics().forEach(found -> console.err().print(printer.print(found)));
        console.err().flush();
    }

    private static boolean isOnClassPath(String name) {
        try {
            Class.forName(name, false, Templates.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}

package systems.tasker.local.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import systems.tasker.compiler.Compilation;
import systems.tasker.compiler.CompiledWorkflow;
import systems.tasker.compiler.check.ClassPath;
import systems.tasker.compiler.diagnostics.DiagnosticPrinter;
import systems.tasker.compiler.diagnostics.DidYouMean;
import systems.tasker.compiler.diagnostics.Rule;
import systems.tasker.local.project.HandlerClasses;
import systems.tasker.local.project.Project;
import systems.tasker.local.project.Source;

/** Finds the workflow that someone means, and says what is wrong with it. */
final class Templates {
    private final Console console;
    private final Project project;
    private final Optional<String> environment;
    private final ClassPath classes;

    private Templates(
            Console console, Project project, Optional<String> environment, ClassPath classes) {
        this.console = console;
        this.project = project;
        this.environment = environment;
        this.classes = classes;
    }

    /** For who runs workflows, as they are in an environment: needs their handler classes. */
    static Templates toRun(Console console, Project project, Optional<String> environment) {
        return new Templates(console, project, environment, HandlerClasses.of(project));
    }

    /** For who only looks at workflows: takes the names of handler classes on trust. */
    static Templates toLookAt(Console console, Project project, Optional<String> environment) {
        return new Templates(console, project, environment, ClassPath.TRUSTED);
    }

    /**
     * The workflow of a file, or of a name of this project's.
     *
     * @throws Console.Failure where there is none, or it cannot be compiled or run
     */
    CompiledWorkflow find(String nameOrFile) {
        boolean file =
                nameOrFile.endsWith(".yaml")
                        || nameOrFile.endsWith(".yml")
                        || nameOrFile.contains("/")
                        || Files.exists(Path.of(nameOrFile));
        return file ? compile(Path.of(nameOrFile)) : named(nameOrFile);
    }

    /** The workflows of this project that can be used; the others are left out. */
    List<CompiledWorkflow> all() {
        return project.templates().stream()
                .map(file -> usable(compilation(file)))
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
                return told(file, compilation);
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
        return Source.read(file).compiled(classes, environment);
    }

    private CompiledWorkflow compile(Path file) {
        return told(file, compilation(file));
    }

    private CompiledWorkflow told(Path file, Compilation compilation) {
        tell(compilation);
        return usable(compilation)
                .orElseThrow(
                        () ->
                                new Console.Failure(
                                        compilation.workflow().isEmpty()
                                                ? "`" + file + "` cannot be compiled"
                                                : "`"
                                                        + file
                                                        + "` cannot run: not all of its handler"
                                                        + " classes are there"));
    }

    private static Optional<CompiledWorkflow> usable(Compilation compilation) {
        boolean lacksClass =
                compilation.diagnostics().stream()
                        .anyMatch(found -> found.rule() == Rule.UNKNOWN_CLASS);
        return lacksClass ? Optional.empty() : compilation.workflow();
    }

    private void tell(Compilation compilation) {
        DiagnosticPrinter printer = new DiagnosticPrinter(console.terminal());
        console.err().print(printer.print(compilation.diagnostics()));
        console.err().flush();
    }
}

package systems.tasker.local.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import systems.tasker.compiler.Compilation;
import systems.tasker.compiler.check.ClassPath;
import systems.tasker.compiler.diagnostics.Diagnostic;
import systems.tasker.compiler.diagnostics.DiagnosticPrinter;
import systems.tasker.local.project.HandlerClasses;
import systems.tasker.local.project.Project;
import systems.tasker.local.project.Source;

/**
 * What compiling and checking share: many files, one start; one bad file does not stop the others.
 */
abstract class TemplateCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "Task templates; without any, those of this project.")
    private List<Path> files = new ArrayList<>();

    @Mixin private EnvironmentOption environment = new EnvironmentOption();

    @Option(
            names = "--format",
            paramLabel = "text|json",
            description = "json: print one JSON array, an object for each file.")
    private Format format = Format.TEXT;

    @Option(names = "--json", description = "The same as --format json.")
    private boolean json;

    private enum Format {
        TEXT,
        JSON
    }

    final Console console;

    TemplateCommand(Console console) {
        this.console = console;
    }

    static Project project() {
        return new Project(Path.of(System.getProperty("tasker.home", "")).toAbsolutePath());
    }

    @Override
    public Integer call() {
        List<Path> sources = files.isEmpty() ? project().templates() : files;
        ClassPath classes = HandlerClasses.of(project());
        List<SequencedMap<String, @Nullable Object>> results = new ArrayList<>();
        int failed = 0;
        int warnings = 0;
        for (Path file : sources) {
            SequencedMap<String, @Nullable Object> result = new LinkedHashMap<>();
            result.put("file", file.toString());
            try {
                Compilation compilation = Source.read(file).compiled(classes, environment.name());
                result.put(
                        "diagnostics",
                        compilation.diagnostics().stream().map(Diagnostic::json).toList());
                tell(compilation.diagnostics());
                warnings +=
                        (int)
                                compilation.diagnostics().stream()
                                        .filter(found -> !found.isError())
                                        .count();
                boolean done = compilation.workflow().isPresent() && use(compilation, result);
                failed += done ? 0 : 1;
            } catch (Source.UnreadableSource e) {
                result.put("error", e.getMessage());
                console.error(e.getMessage());
                failed++;
            }
            results.add(result);
        }
        if (json()) {
            console.json(results);
        } else {
            conclude(sources.size(), failed, warnings);
        }
        return failed == 0 ? 0 : 1;
    }

    private boolean json() {
        return json || format == Format.JSON;
    }

    private void tell(List<Diagnostic> diagnostics) {
        if (!json()) {
            DiagnosticPrinter printer = new DiagnosticPrinter(console.terminal());
            console.out().flush();
            console.err().print(printer.print(diagnostics));
            console.err().flush();
        }
    }

    /** Says something of a file, unless the answer is one JSON document. */
    final void say(String text) {
        if (!json()) {
            console.line(text);
        }
    }

    /**
     * Does what the command is for with a template that has no error.
     *
     * @param result what {@code --json} shall say of it
     * @return whether it could be done
     */
    abstract boolean use(Compilation compilation, SequencedMap<String, @Nullable Object> result);

    abstract void conclude(int files, int failed, int warnings);

    static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}

package systems.tasker.local.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import systems.tasker.compiler.Compilation;
import systems.tasker.compiler.CompiledWorkflow;
import systems.tasker.compiler.diagnostics.Diagnostic;
import systems.tasker.compiler.diagnostics.DiagnosticPrinter;
import systems.tasker.json.Json;
import systems.tasker.local.asl.Machine;
import systems.tasker.local.project.Source;

/**
 * Compiles what lies in a file: either errors that can be printed come of it, or a machine, the
 * same each time, that the local engine takes.
 */
final class TemplateSubject implements Watch.Subject<byte[]> {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{\\w+Arn\\}");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\n\\t]]");

    private final Path file;
    private final Compiling compiler;

    /** What compiles a source in an environment. */
    interface Compiling {
        Compilation compiled(Source source, Optional<String> environment);
    }

    /** The file is its own. */
    TemplateSubject(Path file, Compiling compiler) {
        this.file = file;
        this.compiler = compiler;
    }

    @Override
    public void take(byte[] input) throws Exception {
        Files.write(file, input);
        Source source;
        try {
            source = Source.read(file);
        } catch (Source.UnreadableSource refused) {
            return;
        }
        check(source, Optional.empty());
        if (source.text().contains("environments:")) {
            check(source, Optional.of("production"));
        }
    }

    private void check(Source source, Optional<String> environment) {
        Compilation compilation = compiler.compiled(source, environment);
        List<Diagnostic> diagnostics = compilation.diagnostics();
        checkPrinted(diagnostics);
        boolean errors = diagnostics.stream().anyMatch(Diagnostic::isError);
        assertEquals(errors, compilation.workflow().isEmpty(), "errors, or else a machine");
        if (compilation.workflow().isPresent()) {
            check(compilation.workflow().get(), source, environment);
        }
    }

    private static void checkPrinted(List<Diagnostic> diagnostics) {
        String printed = new DiagnosticPrinter(false).print(diagnostics);
        assertFalse(CONTROL.matcher(printed).find(), printed);
        long lines = printed.lines().count();
        assertTrue(lines <= 4L * Math.min(diagnostics.size(), 200) + 2, printed);
        diagnostics.forEach(found -> Json.parse(Json.write(found.json())));
    }

    private void check(CompiledWorkflow workflow, Source source, Optional<String> environment) {
        String definition = workflow.definition();
        String again = compiler.compiled(source, environment).workflow().orElseThrow().definition();
        assertEquals(definition, again, "compiled twice");
        Machine.read(workflow.name(), PLACEHOLDER.matcher(definition).replaceAll("arn:f"));
    }
}

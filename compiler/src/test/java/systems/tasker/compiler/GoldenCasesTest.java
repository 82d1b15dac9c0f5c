package systems.tasker.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import systems.tasker.asl.StateMachineWriter;
import systems.tasker.compiler.check.ClassPath;
import systems.tasker.compiler.diagnostics.Diagnostic;
import systems.tasker.compiler.diagnostics.DiagnosticPrinter;
import systems.tasker.compiler.diagnostics.Rule;

/** Templates with the machines or the diagnostics that they must give. */
final class GoldenCasesTest {
    private static final Pattern RULE_IN_README =
            Pattern.compile("^\\| `([a-z-]+)` \\|", Pattern.MULTILINE);

    static List<Path> cases() {
        return Golden.templates("cases");
    }

    static List<Path> errors() {
        return Golden.templates("errors");
    }

    private static String folder(Path file) {
        return file.getName(file.getNameCount() - 2).toString();
    }

    private static Compilation compile(Path file) {
        boolean classless = folder(file).equals("unknown-class");
        Compiler compiler =
                classless
                        ? new Compiler(
                                new ClassPath(
                                        name -> name.startsWith("systems.tasker."),
                                        () -> List.of("cases.ShipHandler")))
                        : new Compiler();
        String text = Golden.source(file);
        return compiler.compile(file.getFileName().toString(), text, Golden.environment(text));
    }

    private static String print(List<Diagnostic> diagnostics) {
        return new DiagnosticPrinter(false).print(diagnostics);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theTemplateGivesItsMachine(Path file) {
        Compilation compilation = compile(file);
        CompiledWorkflow workflow =
                compilation
                        .workflow()
                        .orElseThrow(() -> new AssertionError(print(compilation.diagnostics())));
        Golden.check(
                file.resolveSibling("machine.asl.json"),
                StateMachineWriter.pretty(workflow.machine()));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void theTemplateGivesItsDiagnostics(Path file) {
        Compilation compilation = compile(file);
        Golden.check(
                Path.of(file.toString().replaceFirst("yaml$", "errors")),
                print(compilation.diagnostics()));
        boolean error = compilation.diagnostics().stream().anyMatch(Diagnostic::isError);
        assertEquals(error, compilation.workflow().isEmpty());
    }

    @Test
    void everyRuleHasACaseOfItsOwnAndALineInTheReadme() {
        Set<String> rules =
                Stream.of(Rule.values())
                        .map(Rule::id)
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> shown = new TreeSet<>();
        for (Path file : errors()) {
            compile(file).diagnostics().stream()
                    .map(found -> found.rule().id())
                    .filter(folder(file)::equals)
                    .forEach(shown::add);
        }
        assertEquals(rules, shown);
        Set<String> documented =
                RULE_IN_README
                        .matcher(Golden.read(Path.of("README.md")))
                        .results()
                        .map((MatchResult line) -> line.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(rules, documented);
    }

    @Test
    void fiveMistakesGiveFiveDiagnosticsInOneRun() {
        Path file = Golden.RESOURCES.resolve(Path.of("errors", "five-mistakes", "template.yaml"));
        Set<String> rules =
                compile(file).diagnostics().stream()
                        .map(found -> found.rule().id())
                        .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(
                rules.containsAll(
                        Set.of(
                                "bad-version",
                                "bad-retry-limit",
                                "unknown-key",
                                "unknown-dependency",
                                "self-dependency")),
                rules.toString());
    }

    @Test
    void theSameTextGivesTheSameBytes() {
        Path file = Golden.RESOURCES.resolve(Path.of("cases", "every-key", "template.yaml"));
        assertEquals(
                StateMachineWriter.compact(compile(file).workflow().orElseThrow().machine()),
                StateMachineWriter.compact(compile(file).workflow().orElseThrow().machine()));
    }
}

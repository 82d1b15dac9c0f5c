package systems.tasker.local.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import systems.tasker.compiler.CompiledWorkflow;
import systems.tasker.compiler.Compiler;
import systems.tasker.testing.FunctionHarness;

/** What the README shows is true. */
final class ReadmeTest {
    private static final Path README = Path.of("..", "..", "README.md");
    private static final Pattern COMMAND = Pattern.compile("(?:^|[` ])(?:\\./)?tasker ([a-z]+)");

    @TempDir private Path folder;

    private static String readme() throws IOException {
        return Files.readString(README);
    }

    /** The first code block of a language, without the indentation of the list it stands in. */
    private static String block(String language) throws IOException {
        String readme = readme();
        int begin = readme.indexOf("```" + language + "\n");
        int text = readme.indexOf('\n', begin) + 1;
        return readme.substring(text, readme.indexOf("```", text)).stripIndent();
    }

    private static CompiledWorkflow order() throws IOException {
        return new Compiler()
                .compile("order.yaml", block("yaml"))
                .workflow()
                .orElseThrow(() -> new AssertionError("The README's template does not compile"));
    }

    private static String withoutIndentation(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining("\n"));
    }

    @Test
    void itIsShort() throws IOException {
        assertTrue(readme().lines().count() < 150);
    }

    @Test
    void theTemplateGivesTheMachineBesideIt() throws IOException {
        String machine = withoutIndentation(order().definition());
        assertTrue(machine.contains(withoutIndentation(block("json").strip())), machine);
    }

    @Test
    void theCommandsExist() throws IOException {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        Set<String> known =
                Tasker.commandLine(new Console(nowhere, nowhere, false)).getSubcommands().keySet();
        Set<String> named =
                COMMAND.matcher(readme().replaceAll("(?m)^\\s*(import|package) .*$", ""))
                        .results()
                        .map((MatchResult found) -> found.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(named.containsAll(Set.of("run", "retry", "show", "compile")), named.toString());
        assertTrue(known.containsAll(named), named + " beside " + known);
    }

    @Test
    void theHandlerCompilesAndRuns() throws Exception {
        Path source = folder.resolve("ReserveHandler.java");
        Files.writeString(source, block("java"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        boolean compiled =
                compiler.getTask(
                                said,
                                null,
                                null,
                                List.of(
                                        "-proc:none",
                                        "-d",
                                        folder.toString(),
                                        "-cp",
                                        System.getProperty("java.class.path")),
                                null,
                                compiler.getStandardFileManager(null, null, null)
                                        .getJavaFileObjects(source))
                        .call();
        assertTrue(compiled, said.toString());
        String name = order().functions().bySteps().firstEntry().getValue().handlerClass();
        try (URLClassLoader classes =
                new URLClassLoader(
                        new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            RequestStreamHandler handler =
                    (RequestStreamHandler)
                            classes.loadClass(name).getDeclaredConstructor().newInstance();
            FunctionHarness harness = new FunctionHarness(Map.of("item", "book"));
            harness.invoke(handler, harness.stepPayload("reserve", List.of(), Map.of()));
            assertEquals("complete", harness.step("reserve").status().wireName());
        }
    }
}

package systems.tasker.compiler.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import systems.tasker.compiler.Compilation;
import systems.tasker.compiler.Compiler;
import systems.tasker.compiler.diagnostics.Diagnostic;
import systems.tasker.compiler.diagnostics.Rule;

/** What cannot stand in a golden file, because an editor or a version control would change it. */
final class YamlReaderTest {
    private static final String GOOD =
            """
            name: x
            step_templates:
              - name: a
                handler_class: p.A
            """;

    private static Compilation compile(String text) {
        return new Compiler().compile("test.yaml", text);
    }

    private static Diagnostic only(String text) {
        List<Diagnostic> told = compile(text).diagnostics();
        assertEquals(1, told.size(), told::toString);
        return told.getFirst();
    }

    private static void assertAt(Rule rule, int line, int column, String text) {
        Diagnostic told = only(text);
        assertEquals(rule, told.rule());
        assertEquals(
                line + ":" + column,
                told.place().line() + ":" + told.place().column(),
                told::toString);
    }

    @Test
    void aByteOrderMarkMayStandFirstAndShiftsNothing() {
        assertTrue(compile("\uFEFF" + GOOD).workflow().isPresent());
        assertAt(Rule.UNKNOWN_KEY, 1, 1, "\uFEFFnmae: y\n" + GOOD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void lineEndsMayBeOfAnySystem(String end) {
        assertTrue(compile(GOOD.replace("\n", end)).workflow().isPresent());
        assertAt(Rule.UNKNOWN_KEY, 5, 5, (GOOD + "    x: 1\n").replace("\n", end));
        Diagnostic told = only((GOOD + "    x: 1\n").replace("\n", end));
        assertEquals("    x: 1", told.sourceLine());
    }

    @Test
    void positionsCountCharactersAsPeopleDo() {
        assertAt(Rule.UNKNOWN_KEY, 5, 17, GOOD + "  - { name: 😀語, x: 1, handler_class: p.B }\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x"})
    void anEmojiMayStandAnywhere(String before) {
        String description = before + "😀".repeat(3_000);
        assertTrue(compile(GOOD + "    description: " + description + "\n").workflow().isPresent());
    }

    @Test
    void whatNoFileMayHoldIsNamedWhereItStands() {
        assertAt(Rule.YAML_SYNTAX, 2, 4, "a: b\n# x\0y\n" + GOOD);
        assertTrue(only("a: \0").message().contains("U+0000"));
        assertAt(Rule.YAML_SYNTAX, 1, 4, "a: \uD800\n" + GOOD);
        assertTrue(only("a: x\uDC00").message().contains("half of a character"));
        assertAt(Rule.YAML_SYNTAX, 1, 5, "a: 😀\u001b[31m\n");
    }

    @Test
    void anEscapeMayNotStandForHalfOfACharacterButTwoMayStandForOne() {
        assertAt(Rule.YAML_SYNTAX, 5, 18, GOOD + "    description: \"a\\uD800b\"\n");
        assertTrue(compile(GOOD + "    description: \"\\uD83D\\uDE00\"\n").workflow().isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\x", "\\u", "\\U"})
    void anEscapeMayNotEndWithTheText(String escape) {
        assertAt(Rule.YAML_SYNTAX, 5, 1, GOOD + "    description: \"" + escape);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "? ", "[{a: ", "- ? "})
    void nestingIsRefusedBeforeItCostsAnything(String opening) {
        String text = "x:\n " + opening.repeat(100_000);
        Compilation compilation =
                Assertions.assertTimeout(Duration.ofSeconds(5), () -> compile(text));
        assertEquals(Rule.TOO_LARGE, compilation.diagnostics().getFirst().rule());
    }

    @Test
    void nestingByIndentationIsRefusedToo() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            text.append(" ".repeat(i)).append("k:\n");
        }
        assertAt(Rule.TOO_LARGE, 101, 101, text + " ".repeat(1_000) + "v");
    }

    @Test
    void bracketsInTextAreNoNesting() {
        assertTrue(
                compile(GOOD + "    description: \"" + "[".repeat(2_000) + "\"\n")
                        .workflow()
                        .isPresent());
    }

    @Test
    void aFileOverTheLimitIsRefusedWithItsSizeAndTheLimit() {
        Diagnostic told = only(GOOD + "# ".repeat(YamlReader.MAX_LENGTH / 2));
        assertEquals(Rule.TOO_LARGE, told.rule());
        assertTrue(told.message().contains("1048576"), told.message());
    }

    @Test
    void aMillionAliasesAreAFewDiagnostics() {
        String text = "name: &a x\nschema: { a: [" + "*a, ".repeat(200_000) + "] }\n";
        Compilation compilation =
                Assertions.assertTimeout(Duration.ofSeconds(10), () -> compile(text));
        assertEquals(
                List.of(Rule.MISSING_KEY, Rule.YAML_ALIAS),
                compilation.diagnostics().stream().map(Diagnostic::rule).toList());
    }

    @Test
    void anUnknownVersionOfYamlIsASentence() {
        assertEquals(
                "This is not YAML: the version of YAML that it names is not known.",
                only("%YAML 2.0\n---\n" + GOOD).message());
        assertTrue(compile("%YAML 1.1\n---\n" + GOOD).workflow().isPresent());
    }

    @Test
    void unquotedTextIsAValueOnlyWhereBothVersionsOfYamlAgree() {
        for (String nothing : List.of("", "~", "null", "Null", "NULL")) {
            assertEquals(Optional.empty(), Optional.ofNullable(PlainScalar.value(nothing)));
        }
        assertEquals(
                Arrays.asList(true, true, false, false),
                Arrays.asList(
                        PlainScalar.value("true"),
                        PlainScalar.value("True"),
                        PlainScalar.value("FALSE"),
                        PlainScalar.value("false")));
        assertEquals(5, PlainScalar.value("+5"));
        assertEquals(new BigDecimal("-2.5E-3"), PlainScalar.value("-2.5E-3"));
        for (String text :
                List.of(
                        "yes",
                        "No",
                        "on",
                        "OFF",
                        "y",
                        "tRUE",
                        "nUll",
                        "0x10",
                        "0o17",
                        "010",
                        "1_000",
                        "2026-01-31",
                        "12:30:45",
                        "1e",
                        "--1",
                        "0b1",
                        "1,000",
                        "=",
                        "<<",
                        "٣")) {
            assertEquals(text, PlainScalar.value(text));
        }
    }

    @Test
    void aFlagIsWhatRubyTakesForOne() {
        for (String yes : List.of("true", "Yes", "ON")) {
            assertEquals(Optional.of(true), PlainScalar.flag(yes));
        }
        for (String no : List.of("false", "No", "off")) {
            assertEquals(Optional.of(false), PlainScalar.flag(no));
        }
        assertEquals(Optional.empty(), PlainScalar.flag("y"));
    }
}

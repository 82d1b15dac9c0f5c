package systems.tasker.compiler.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import systems.tasker.compiler.Compiler;
import systems.tasker.compiler.TemplateSchema;
import systems.tasker.compiler.diagnostics.Diagnostic;
import systems.tasker.compiler.diagnostics.Diagnostics;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The schema for editors against the reader: never stricter, and not blind either. */
final class TemplateSchemaTest {
    private static final JsonNode JSON = JsonMapper.shared().readTree(TemplateSchema.text());
    private static final Schema SCHEMA =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(JSON);

    /** What is wrong with these templates cannot be seen without looking at two places at once. */
    private static final Set<String> BEYOND_A_SCHEMA =
            Set.of(
                    "definition-size",
                    "dependency-cycle",
                    "duplicate-dependency",
                    "duplicate-key",
                    "duplicate-step",
                    "history-retries",
                    "history-size",
                    "invalid-schema",
                    "many-documents",
                    "no-effect",
                    "self-dependency",
                    "timeout-capped",
                    "unknown-class",
                    "unknown-dependency",
                    "unknown-environment",
                    "unknown-step");

    /** Of these an editor has no JSON value to show to a schema, or one without what is wrong. */
    private static final Set<String> NO_VALUE =
            Set.of("bad-number", "too-large", "yaml-alias", "yaml-syntax", "yaml-tag");

    private static List<Path> templates(String folder) {
        try (Stream<Path> files = Files.walk(Path.of("src", "test", "resources", folder))) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static List<Path> cases() {
        return templates("cases");
    }

    static List<Path> visibleErrors() {
        return templates("errors").stream()
                .filter(file -> !BEYOND_A_SCHEMA.contains(rule(file)))
                .filter(file -> !NO_VALUE.contains(rule(file)))
                .filter(file -> !file.endsWith(Path.of("wrong-type", "keys.yaml")))
                .toList();
    }

    private static String rule(Path file) {
        return file.getName(file.getNameCount() - 2).toString();
    }

    private static List<String> violations(String yaml) {
        Optional<Node> document = new YamlReader(new Diagnostics("test", yaml)).read(yaml);
        return violations(document.orElseThrow());
    }

    private static List<String> violations(Node document) {
        JsonNode instance = JsonMapper.shared().valueToTree(document.json());
        return SCHEMA.validate(instance).stream().map(Object::toString).toList();
    }

    private static JsonNode at(String pointer) {
        return JSON.at(pointer);
    }

    private static Set<String> keys(String pointer) {
        return new TreeSet<>(at(pointer).propertyNames());
    }

    @Test
    void itKnowsTheKeysThatTheReaderKnows() {
        assertEquals(new TreeSet<>(TemplateReader.KEYS), keys("/properties"));
        assertEquals(new TreeSet<>(StepReader.KEYS), keys("/$defs/step/properties"));
        assertEquals(
                new TreeSet<>(HandlerReader.EVENT_KEYS), keys("/$defs/events/items/properties"));
        Set<String> overlay = new TreeSet<>(TemplateReader.KEYS);
        overlay.remove("environments");
        assertEquals(overlay, keys("/$defs/overlay/properties"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void itAcceptsEveryTemplateThatCompiles(Path file) throws IOException {
        assertEquals(List.of(), violations(Files.readString(file)));
    }

    @ParameterizedTest
    @MethodSource("visibleErrors")
    void itRejectsWhatASchemaCanSee(Path file) throws IOException {
        String yaml = Files.readString(file);
        Optional<Node> document = new YamlReader(new Diagnostics("test", yaml)).read(yaml);
        if (document.isPresent()) { // what is not even YAML no editor shows to a schema
            assertFalse(violations(document.get()).isEmpty());
        }
    }

    /** One fault each, so that a rule of the schema that sees nothing is noticed. */
    static List<String> faults() {
        return List.of(
                "nmae: x",
                "name: [x]",
                "name: a b",
                "name: nul.x",
                "namespace_name: a/b",
                "version: '1.0'",
                "version: 1.0",
                "description: ''",
                "description: <%= ENV['X'] %>",
                "task_handler_class: 1x",
                "concurrent: 'maybe'",
                "concurrent: 1",
                "named_steps: first",
                "schema: text",
                "handler_config: []",
                "handler_config: { timeout_seconds: 0 }",
                "handler_config: { timeout_seconds: \"<%= ENV['X'] %>\" }",
                "custom_events: [started]",
                "custom_events: [{ description: nameless }]",
                "custom_events: [{ name: a, payload: {} }]",
                "environments: []",
                "environments: { production: [] }",
                "environments: { production: { environments: {} } }",
                "environments: { production: { step_templates: [{ skippable: true }] } }",
                "environments: { production: { version: latest } }",
                "step_templates: []",
                "step_templates: [{ name: a }]",
                "step_templates: [{ handler_class: p.A }]",
                "step_templates: [{ name: 7, handler_class: p.A }]",
                "step_templates: [{ name: \"a\\tb\", handler_class: p.A }]",
                "step_templates: [{ name: a, handler_class: p.a }]",
                "step_templates: [{ name: a, handler_class: p.A, default_retry_limit: -1 }]",
                "step_templates: [{ name: a, handler_class: p.A, default_retry_limit: 1001 }]",
                "step_templates: [{ name: a, handler_class: p.A, default_retry_limit: 1.5 }]",
                "step_templates: [{ name: a, handler_class: p.A, default_retryable: 1 }]",
                "step_templates: [{ name: a, handler_class: p.A, depends_on_steps: b }]",
                "step_templates: [{ name: a, handler_class: p.A, depends_on_steps: [''] }]",
                "step_templates: [{ name: a, handler_class: p.A, depends_on_step: [b] }]",
                "step_templates: [{ name: a, handler_class: p.A, retries: 3 }]");
    }

    @ParameterizedTest
    @MethodSource("faults")
    void itRejectsASingleFaultAsTheCompilerDoes(String fault) {
        String key = fault.substring(0, fault.indexOf(':') + 1);
        StringBuilder yaml = new StringBuilder();
        for (String line :
                List.of("name: x", "step_templates: [{ name: a, handler_class: p.A }]")) {
            if (!line.startsWith(key)) {
                yaml.append(line).append('\n');
            }
        }
        yaml.append(fault).append('\n');
        List<Diagnostic> told = new Compiler().compile("test", yaml.toString()).diagnostics();
        assertTrue(told.stream().anyMatch(Diagnostic::isError), told::toString);
        assertFalse(violations(yaml.toString()).isEmpty());
    }

    @Test
    void itAcceptsWhateverTheCompilerAccepts() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int compiled = 0;
        for (int i = 0; i < 2_000; i++) {
            String yaml = new Generated(random).template();
            boolean accepted = new Compiler().compile("test", yaml).workflow().isPresent();
            List<String> violations = violations(yaml);
            compiled += accepted ? 1 : 0;
            if (accepted) {
                assertEquals(List.of(), violations, "seed " + seed + "\n" + yaml);
            }
        }
        assertTrue(compiled > 300, compiled + " of 2,000 templates compiled, seed " + seed);
    }

    /** A template of keys in any order, with values that are mostly right. */
    private static final class Generated {
        private final Random random;

        Generated(Random random) {
            this.random = random;
        }

        String template() {
            List<String> lines = new ArrayList<>();
            lines.add("name: " + any("orders", "a.b-c_d", "'0'", "x9", "console", "com0"));
            List<String> optional =
                    List.of(
                            "namespace_name: " + any("default", "N1", "a"),
                            "task_handler_class: " + any("Orders::Task", "Task", "orders.x.Task"),
                            "module_namespace: " + any("Orders", "any thing"),
                            "version: " + any("'1.0.0'", "0.1.999999999", "00.0.0", "1.0"),
                            "description: " + any("text", "\"\\u00a0\"", "' '", "'<'", "|\n  a"),
                            "default_dependent_system: core",
                            "concurrent: " + flag(),
                            "named_steps: " + any("[a, b]", "[]", "", "[~]"),
                            "schema: " + any("{}", "", "{ type: object }", "{ $ref: '#' }"),
                            "custom_events: " + any("[]", "", "[{ name: a, description: b }]"),
                            "handler_config: " + config(),
                            "environments: " + any("{}", "", "{ p: }", "{ p: " + overlay() + " }"));
            optional.stream().filter(line -> random.nextInt(4) == 0).forEach(lines::add);
            lines.add(
                    "step_templates: ["
                            + step("a")
                            + (random.nextBoolean() ? ", " + step("b") : "")
                            + "]");
            java.util.Collections.shuffle(lines, random);
            return String.join("\n", lines) + "\n";
        }

        private String step(String name) {
            List<String> fields = new ArrayList<>();
            fields.add("name: " + name);
            fields.add("handler_class: " + any("p.A", "P::A", "A", "_p.q1.A_b"));
            List<String> optional =
                    List.of(
                            "description: " + any("d", "'${x}'", "'%>'"),
                            "depends_on_step: " + any("a", "c"),
                            "depends_on_steps: " + any("[a]", "[]", "", "[a, a]"),
                            "dependent_system: s",
                            "default_retryable: " + flag(),
                            "default_retry_limit: " + any("0", "1000", "+3", "1001", "~", "-0"),
                            "skippable: " + flag(),
                            "handler_config: " + config(),
                            "custom_events: " + any("[]", "[{ name: a }]", ""));
            optional.stream()
                    .filter(line -> random.nextInt(5) == 0)
                    .filter(line -> !(name.equals("a") && line.startsWith("depends")))
                    .forEach(fields::add);
            return "{ " + String.join(", ", fields) + " }";
        }

        private String overlay() {
            return any(
                    "{}",
                    "{ version: 2.0.0 }",
                    "{ handler_config: " + config() + " }",
                    "{ step_templates: [" + step("a") + "] }",
                    "{ step_templates: [{ name: a, skippable: " + flag() + " }] }",
                    "{ step_templates: }",
                    "{ description: other, concurrent: " + flag() + " }");
        }

        private String flag() {
            return any("true", "False", "yes", "OFF", "oN", "tRUE", "'yes'", "no");
        }

        private String config() {
            return any(
                    "{}",
                    "",
                    "{ timeout_seconds: 5 }",
                    "{ timeout_seconds: 99999 }",
                    "{ a: \"<%= ENV['X'] %>\", '': [1, ~] }",
                    "{ timeout_seconds: '5' }");
        }

        private String any(String... choices) {
            return choices[random.nextInt(choices.length)];
        }
    }
}

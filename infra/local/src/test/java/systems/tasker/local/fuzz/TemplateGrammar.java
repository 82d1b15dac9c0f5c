package systems.tasker.local.fuzz;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import systems.tasker.compiler.plan.RandomGraphs;

/** One task template, with each key of the language, on any graph; seldom with what is odd. */
final class TemplateGrammar {
    /** What a value may be instead of what it should be. */
    private static final List<String> ODD =
            List.of(
                    "",
                    "~",
                    "null",
                    "true",
                    "yes",
                    "No",
                    "0x10",
                    "010",
                    "1_000",
                    "1e999",
                    "-1e-999",
                    "1e400000000",
                    ".nan",
                    "-.inf",
                    "-1",
                    "0",
                    "1001",
                    "3.0",
                    "2147483648",
                    "99999999999999999999",
                    "2026-01-31",
                    "'x",
                    "\"x",
                    "\"\\ud800\"",
                    "\"\\x00\"",
                    "\"\\e[31m\"",
                    "\"\\",
                    "*a",
                    "&a x",
                    "&a [*a]",
                    "!!int x",
                    "!!binary AA==",
                    "!ruby/object:Foo {}",
                    "!<x> y",
                    "|",
                    ">-",
                    "|9",
                    "- - - x",
                    "{a: b",
                    "[a, b",
                    "}",
                    "]",
                    "{}",
                    "[]",
                    "[[]]",
                    "{a: {b: [c, {d: ~}]}}",
                    "{? [a] : b}",
                    "''",
                    "\"<%= ENV['X'] %>\"",
                    "<%= ENV['X'] %>",
                    "'<%= ENV.fetch(\"X\", \"d\") %>'",
                    "<%= `rm` %>",
                    "<% if x %>",
                    "${x}",
                    "${XArn}",
                    "'{% $x %}'",
                    "'%}'",
                    "'{%'",
                    "$states",
                    "Finalize",
                    "parallel 1",
                    "'gate: s1'",
                    "'wait: s1'",
                    "s0",
                    "s1",
                    "'failed: s1'",
                    "nul",
                    "com1.x",
                    "../../x",
                    "/a/b",
                    "1.0",
                    "\u6f22\u5b57",
                    "\ud83d\ude80",
                    "{$ref: '#'}",
                    "{type: nope}",
                    "{pattern: '('}");

    /** What means something in YAML or in the language. */
    static final List<String> WORDS =
            Stream.concat(
                            ODD.stream(),
                            Stream.of(
                                    "<<: *a",
                                    "? ",
                                    "? [a]\n: b",
                                    "%YAML 9.9\n---\n",
                                    "%TAG ! x",
                                    "\n---\n",
                                    "\n...\n",
                                    "<%",
                                    "%>",
                                    "#",
                                    "name: ",
                                    "namespace_name: ",
                                    "schema: ",
                                    "environments: ",
                                    "production: ",
                                    "step_templates: ",
                                    "depends_on_step: ",
                                    "depends_on_steps: ",
                                    "handler_config: ",
                                    "custom_events: ",
                                    "default_retry_limit: ",
                                    "timeout_seconds: ",
                                    "named_steps: ",
                                    "concurrent: ",
                                    "handler_class: ",
                                    "default_retryable: "))
                    .toList();

    private static final List<RandomGraphs> FAMILIES = List.of(RandomGraphs.values());

    private final Draw draw;

    /** Once in how many values something is odd. */
    private final int odd;

    TemplateGrammar(Draw draw) {
        this.draw = draw;
        this.odd = draw.one(8, 40, 200, 1_000_000, 1_000_000);
    }

    /** A mapping that is written key by key. */
    private final class Fields {
        private final SequencedMap<String, Object> fields = new LinkedHashMap<>();

        Fields always(String key, Supplier<Object> value) {
            String written = draw.oneIn(odd) ? draw.one("nmae", "<<", "name", odd()) : key;
            if (!draw.oneIn(odd)) {
                fields.put(written, draw.usually(odd, value, TemplateGrammar.this::odd));
            }
            return this;
        }

        Fields sometimes(int oneIn, String key, Supplier<Object> value) {
            return draw.oneIn(oneIn) ? always(key, value) : this;
        }
    }

    private String odd() {
        return switch (draw.below(12)) {
            case 0 -> "x".repeat(draw.one(63, 65, 80, 81, 1_000));
            case 1 -> "[".repeat(draw.one(5, 99, 101, 300)) + draw.one("", "]".repeat(5));
            case 2 -> "{a: ".repeat(draw.one(5, 99, 101, 300));
            case 3 -> "\"" + draw.one(Mutations.CHARACTERS) + "\"";
            default -> draw.one(ODD);
        };
    }

    String text() {
        Fields task =
                new Fields()
                        .always("name", () -> "t" + draw.below(1_000))
                        .sometimes(2, "namespace_name", () -> draw.one("tests", "a-b", "x.y"))
                        .sometimes(4, "task_handler_class", () -> "Tests::TaskHandler")
                        .sometimes(8, "module_namespace", () -> "Tests")
                        .sometimes(4, "version", () -> "\"" + draw.below(5) + ".2.3\"")
                        .sometimes(6, "description", () -> "text ".repeat(draw.one(1, 300)))
                        .sometimes(8, "default_dependent_system", () -> "core")
                        .sometimes(8, "concurrent", () -> draw.one("true", "false", "off"))
                        .sometimes(8, "named_steps", () -> List.of("a", "b"))
                        .sometimes(8, "schema", () -> schema(0))
                        .sometimes(6, "custom_events", this::events)
                        .sometimes(4, "handler_config", () -> config(0))
                        .always("step_templates", this::steps)
                        .sometimes(6, "environments", this::environments);
        return Yaml.of(task.fields, draw);
    }

    private List<Object> steps() {
        int size = draw.oneIn(100) ? draw.one(40, 100, 200) : draw.between(2, 12);
        List<Object> steps = new ArrayList<>();
        draw.one(FAMILIES)
                .draw(size, draw.random())
                .forEach((name, before) -> steps.add(step(name, before, size)));
        return draw.oneIn(20) ? List.copyOf(steps.subList(0, draw.below(2))) : steps;
    }

    private Object step(String name, List<String> before, int size) {
        List<String> dependencies = new ArrayList<>(before);
        if (draw.oneIn(odd)) {
            dependencies.add(draw.one("s" + draw.below(size), "s" + size, "S0", name));
        }
        Fields step =
                new Fields()
                        .always("name", () -> name)
                        .sometimes(6, "description", () -> "\"What it does: " + name + "\"")
                        .always("handler_class", () -> draw.one("Tests::A", "tests.B", "C"))
                        .sometimes(8, "dependent_system", () -> "core")
                        .sometimes(4, "default_retryable", () -> draw.one("true", "no"))
                        .sometimes(4, "default_retry_limit", () -> "" + draw.one(0, 3, 9, 1000))
                        .sometimes(8, "skippable", () -> draw.one("true", "false"))
                        .sometimes(4, "handler_config", () -> config(0))
                        .sometimes(8, "custom_events", this::events);
        if (dependencies.size() == 1 && draw.oneIn(2)) {
            step.always("depends_on_step", dependencies::getFirst);
        } else if (!dependencies.isEmpty() || draw.oneIn(8)) {
            step.always("depends_on_steps", () -> dependencies);
        }
        return step.fields;
    }

    private Object events() {
        List<Object> events = new ArrayList<>();
        for (int i = draw.below(3); i >= 0; i--) {
            int number = i;
            events.add(
                    new Fields()
                            .always("name", () -> "event_" + number)
                            .sometimes(2, "description", () -> "\"It happened\"")
                            .fields);
        }
        return events;
    }

    private Object config(int depth) {
        return new Fields()
                .sometimes(2, "timeout_seconds", () -> "" + draw.one(1, 30, 900, 901, 86_400))
                .sometimes(
                        2, "url", () -> draw.one("'https://a.b/c?d=e#f'", "\"<%= ENV['URL'] %>\""))
                .sometimes(
                        2, "key", () -> draw.one("\"<%= ENV.fetch('K', 'none') %>\"", "'{% 1 %}'"))
                .sometimes(3, "list", () -> List.of("1", "2.50", "true", "~", "[x]"))
                .sometimes(3, "deeper", () -> depth < 4 ? config(depth + 1) : "0")
                .fields;
    }

    private Object schema(int depth) {
        return new Fields()
                .always("type", () -> draw.one("object", "string", "[object, 'null']"))
                .sometimes(8, "$schema", () -> "'http://json-schema.org/draft-07/schema#'")
                .sometimes(3, "required", () -> List.of("a", "b"))
                .sometimes(4, "enum", () -> List.of("a", "1", "~"))
                .sometimes(8, "pattern", () -> "'^a+$'")
                .sometimes(8, "format", () -> "email")
                .sometimes(8, "minLength", () -> "1")
                .sometimes(12, "$ref", () -> "'#/properties/a'")
                .sometimes(2, "properties", () -> properties(depth))
                .fields;
    }

    private Object properties(int depth) {
        return depth > 3
                ? new LinkedHashMap<>()
                : new Fields()
                        .always("a", () -> schema(depth + 1))
                        .sometimes(2, "b", () -> schema(depth + 1))
                        .fields;
    }

    private Object environments() {
        Fields environments = new Fields();
        for (String name : List.of("production", "development")) {
            environments.sometimes(
                    2,
                    name,
                    () ->
                            new Fields()
                                    .sometimes(3, "handler_config", () -> config(0))
                                    .sometimes(3, "description", () -> "other")
                                    .sometimes(2, "step_templates", this::overlays)
                                    .fields);
        }
        return environments.fields;
    }

    private Object overlays() {
        return List.of(
                new Fields()
                        .always("name", () -> "s" + draw.below(3))
                        .sometimes(2, "handler_config", () -> config(0))
                        .sometimes(4, "default_retry_limit", () -> "7")
                        .sometimes(4, "depends_on_steps", () -> List.of("s" + draw.below(3)))
                        .fields);
    }
}

package systems.tasker.compiler.template;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import systems.tasker.compiler.diagnostics.Diagnostics;
import systems.tasker.compiler.diagnostics.Place;
import systems.tasker.compiler.diagnostics.Rule;

/** Reads Tasker's template language: every key, its type and its default. */
public final class TemplateReader {
    /** A step's name names a state, and Step Functions gives a state's name 80 characters. */
    public static final int MAX_NAME = 80;

    private static final List<String> TASK_KEYS =
            List.of(
                    "name",
                    "namespace_name",
                    "task_handler_class",
                    "module_namespace",
                    "version",
                    "description",
                    "default_dependent_system",
                    "concurrent",
                    "named_steps",
                    "schema",
                    "environments",
                    "custom_events",
                    "handler_config",
                    "step_templates");
    private static final List<String> STEP_KEYS =
            List.of(
                    "name",
                    "description",
                    "handler_class",
                    "depends_on_step",
                    "depends_on_steps",
                    "dependent_system",
                    "default_retryable",
                    "default_retry_limit",
                    "skippable",
                    "handler_config",
                    "custom_events");
    private static final List<String> EVENT_KEYS = List.of("name", "description");

    private static final String DEFAULT_TASK_HANDLER = "systems.tasker.handler.ConfiguredTask";
    private static final int DEFAULT_RETRY_LIMIT = 3;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}");
    private static final Pattern VERSION = Pattern.compile("\\d{1,9}\\.\\d{1,9}\\.\\d{1,9}");
    private static final Pattern RUBY_CONSTANT = Pattern.compile("[A-Z]\\w*(::[A-Z]\\w*)*");
    private static final Pattern JAVA_CLASS =
            Pattern.compile("[a-z_]\\w*(\\.[a-z_]\\w*)*\\.[A-Z]\\w*");
    private static final Pattern ERB = Pattern.compile("<%");

    private final Diagnostics diagnostics;

    /** Says what is wrong to these diagnostics. */
    public TemplateReader(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** The template; empty where the text is not even a mapping. */
    public Optional<TaskTemplate> read(String text) {
        Optional<Node> document = new YamlReader(diagnostics).read(text);
        refuseErb(text);
        if (document.isEmpty()) {
            return Optional.empty();
        }
        if (!(document.get() instanceof Node.Fields root)) {
            diagnostics.add(
                    Rule.WRONG_TYPE,
                    document.get().place(),
                    "A task template must be a mapping, not " + document.get().kind() + ".");
            return Optional.empty();
        }
        return Optional.of(task(new Keys(root, TASK_KEYS, diagnostics)));
    }

    private void refuseErb(String text) {
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            Matcher erb = ERB.matcher(line.replaceFirst("(^|\\s)#.*", ""));
            if (erb.find()) {
                diagnostics.add(
                        Rule.UNSUPPORTED,
                        new Place(number, erb.start() + 1, 2),
                        "Embedded Ruby (`<% %>`) is not supported yet.",
                        "Write the value out; TASKER_SERVICES maps URLs to where services are.");
            }
        }
    }

    private TaskTemplate task(Keys keys) {
        Optional<Located<String>> name = keys.requiredText("name", "The task template");
        Optional<Located<String>> namespace = keys.text("namespace_name");
        name.ifPresent(given -> checkName("name", given));
        namespace.ifPresent(given -> checkName("namespace_name", given));
        Optional<Located<String>> version = keys.text("version");
        version.filter(given -> !VERSION.matcher(given.value()).matches())
                .ifPresent(
                        given ->
                                diagnostics.add(
                                        Rule.BAD_VERSION,
                                        given.place(),
                                        "`" + given.value() + "` is not a version.",
                                        "Write major.minor.patch, such as `1.0.0`."));
        if (!keys.flag("concurrent", true)) {
            noEffect(
                    keys,
                    "concurrent",
                    "steps run in parallel wherever their dependencies allow it");
        }
        if (keys.node("named_steps").isPresent()) {
            keys.texts("named_steps");
            noEffect(keys, "named_steps", "the steps are those of `step_templates`");
        }
        if (!keys.object("environments").isEmpty()) {
            diagnostics.add(
                    Rule.UNSUPPORTED,
                    keys.keyPlace("environments").orElse(Place.START),
                    "Overlays by environment are not supported yet.",
                    "Keep a template for each environment.");
        }
        return new TaskTemplate(
                namespace.map(Located::value).orElse("default"),
                name.map(Located::value).orElse(""),
                version.map(Located::value).orElse("0.1.0"),
                keys.text("description").map(Located::value),
                taskHandlerClass(keys),
                keys.text("default_dependent_system").map(Located::value),
                schema(keys),
                keys.object("handler_config"),
                events(keys),
                steps(keys));
    }

    private void checkName(String key, Located<String> name) {
        if (!NAME.matcher(name.value()).matches()) {
            diagnostics.add(
                    Rule.BAD_NAME,
                    name.place(),
                    "`" + name.value() + "` cannot be a `" + key + "`: it names a file.",
                    "Use up to 64 ASCII letters, digits, `_`, `-` and `.`, beginning with a letter,"
                            + " digit or `_`.");
        }
    }

    private void noEffect(Keys keys, String key, String because) {
        diagnostics.add(
                Rule.NO_EFFECT,
                keys.keyPlace(key).orElse(Place.START),
                "`" + key + "` has no effect: " + because + ".");
    }

    private static ContextSchema schema(Keys keys) {
        Place place = keys.keyPlace("schema").orElse(Place.START);
        return ContextSchema.of(
                keys.node("schema")
                        .filter(node -> !node.isNothing())
                        .flatMap(node -> keys.mapping("schema", node))
                        .orElse(new Node.Fields(List.of(), place)),
                place);
    }

    private Located<String> taskHandlerClass(Keys keys) {
        Optional<Located<String>> given = keys.text("task_handler_class");
        Optional<String> module = keys.text("module_namespace").map(Located::value);
        if (given.isEmpty()) {
            return new Located<>(DEFAULT_TASK_HANDLER, Place.START);
        }
        String name = given.get().value();
        boolean ruby = RUBY_CONSTANT.matcher(name).matches();
        String whole = ruby ? module.map(prefix -> prefix + "::" + name).orElse(name) : name;
        return javaClass("task_handler_class", new Located<>(whole, given.get().place()));
    }

    private Located<String> javaClass(String key, Located<String> name) {
        String written = name.value();
        if (JAVA_CLASS.matcher(written).matches()) {
            return name;
        }
        if (RUBY_CONSTANT.matcher(written).matches()) {
            int last = written.lastIndexOf("::");
            String module = written.substring(0, Math.max(0, last));
            return new Located<>(
                    module.isEmpty()
                            ? written
                            : module.replace("::", ".").toLowerCase(Locale.ROOT)
                                    + "."
                                    + written.substring(last + 2),
                    name.place());
        }
        diagnostics.add(
                Rule.BAD_NAME,
                name.place(),
                "`" + written + "` cannot be a `" + key + "`: it names no class.",
                "Write a Ruby constant (`Orders::ChargeHandler`) or a Java class"
                        + " (`orders.ChargeHandler`).");
        return new Located<>("", name.place());
    }

    private List<String> events(Keys keys) {
        List<String> names = new ArrayList<>();
        for (Node node : keys.list("custom_events")) {
            keys.mapping("custom_events", node)
                    .map(event -> new Keys(event, EVENT_KEYS, diagnostics))
                    .flatMap(event -> event.requiredText("name", "The custom event"))
                    .ifPresent(name -> names.add(name.value()));
        }
        return names;
    }

    private List<StepTemplate> steps(Keys keys) {
        List<StepTemplate> steps = new ArrayList<>();
        if (keys.node("step_templates").isEmpty()) {
            keys.missing("step_templates", "The task template");
        } else if (keys.node("step_templates").filter(Node::isEmpty).isPresent()) {
            diagnostics.add(
                    Rule.EMPTY_VALUE,
                    keys.node("step_templates").get().place(),
                    "`step_templates` is empty.");
        }
        for (Node node : keys.list("step_templates")) {
            keys.mapping("step_templates", node)
                    .map(step -> step(new Keys(step, STEP_KEYS, diagnostics), step.place()))
                    .ifPresent(steps::add);
        }
        return steps;
    }

    private StepTemplate step(Keys keys, Place place) {
        Optional<Located<String>> name = keys.requiredText("name", "The step");
        name.ifPresent(this::checkStepName);
        String called = name.map(given -> "Step `" + given.value() + "`").orElse("The step");
        if (keys.flag("skippable", false)) {
            noEffect(keys, "skippable", "there is no command yet that skips a step");
        }
        events(keys);
        return new StepTemplate(
                name.orElse(new Located<>("", place)),
                keys.text("description").map(Located::value),
                keys.requiredText("handler_class", called)
                        .map(given -> javaClass("handler_class", given))
                        .orElse(new Located<>("", place)),
                dependencies(keys),
                keys.text("dependent_system").map(Located::value),
                keys.flag("default_retryable", true),
                retryLimit(keys),
                keys.flag("skippable", false),
                handlerConfig(keys));
    }

    private void checkStepName(Located<String> name) {
        String text = name.value();
        int length = text.codePointCount(0, text.length());
        if (length > MAX_NAME) {
            diagnostics.add(
                    Rule.BAD_NAME,
                    name.place(),
                    "The name of a step has "
                            + length
                            + " characters; Step Functions gives a state's name "
                            + MAX_NAME
                            + ".");
        } else if (text.codePoints().anyMatch(Character::isISOControl)) {
            diagnostics.add(
                    Rule.BAD_NAME, name.place(), "The name of a step has a control character.");
        }
    }

    private List<Located<String>> dependencies(Keys keys) {
        List<Located<String>> all = new ArrayList<>();
        keys.text("depends_on_step").ifPresent(all::add);
        all.addAll(keys.texts("depends_on_steps"));
        List<Located<String>> once = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        for (Located<String> dependency : all) {
            if (seen.add(dependency.value())) {
                once.add(dependency);
            } else {
                diagnostics.add(
                        Rule.DUPLICATE_DEPENDENCY,
                        dependency.place(),
                        "Dependency `" + dependency.value() + "` is given twice.");
            }
        }
        return once;
    }

    private int retryLimit(Keys keys) {
        Optional<Node> node = keys.node("default_retry_limit");
        if (node.isEmpty()) {
            return DEFAULT_RETRY_LIMIT;
        }
        if (node.get() instanceof Node.Scalar scalar
                && scalar.value() instanceof Integer limit
                && limit >= 0
                && limit <= 1_000) {
            return limit;
        }
        diagnostics.add(
                Rule.BAD_RETRY_LIMIT,
                node.get().place(),
                "`default_retry_limit` must be a whole number from 0 to 1000.",
                "It counts the retries after the first attempt.");
        return DEFAULT_RETRY_LIMIT;
    }

    private SequencedMap<String, @Nullable Object> handlerConfig(Keys keys) {
        Optional<Node> timeout =
                keys.node("handler_config")
                        .filter(Node.Fields.class::isInstance)
                        .map(Node.Fields.class::cast)
                        .flatMap(
                                config ->
                                        config.fields().stream()
                                                .filter(
                                                        field ->
                                                                field.key()
                                                                        .value()
                                                                        .equals("timeout_seconds"))
                                                .map(Node.Field::value)
                                                .findFirst());
        timeout.ifPresent(this::checkTimeout);
        return keys.object("handler_config");
    }

    private void checkTimeout(Node node) {
        if (!(node instanceof Node.Scalar scalar
                && scalar.value() instanceof Integer seconds
                && seconds > 0)) {
            diagnostics.add(
                    Rule.BAD_TIMEOUT,
                    node.place(),
                    "`timeout_seconds` must be a whole number of seconds, at least 1.");
        } else if (seconds > StepTemplate.MAX_TIMEOUT) {
            diagnostics.add(
                    Rule.TIMEOUT_CAPPED,
                    node.place(),
                    "`timeout_seconds` is capped: Lambda lets a function run "
                            + StepTemplate.MAX_TIMEOUT
                            + " seconds.");
        }
    }
}

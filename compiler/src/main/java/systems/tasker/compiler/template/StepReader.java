package systems.tasker.compiler.template;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import systems.tasker.compiler.diagnostics.Diagnostics;
import systems.tasker.compiler.diagnostics.Place;
import systems.tasker.compiler.diagnostics.Rule;

/** Reads the steps of a template. */
final class StepReader {
    static final List<String> KEYS =
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

    /** A step's name names a state, and Step Functions gives a state's name 80 characters. */
    static final int MAX_NAME = 80;

    private static final int DEFAULT_RETRY_LIMIT = 3;

    private final Diagnostics diagnostics;
    private final EmbeddedRuby ruby;
    private final HandlerClasses classes;
    private final HandlerReader handlers;

    StepReader(
            Diagnostics diagnostics,
            EmbeddedRuby ruby,
            HandlerClasses classes,
            HandlerReader handlers) {
        this.diagnostics = diagnostics;
        this.ruby = ruby;
        this.classes = classes;
        this.handlers = handlers;
    }

    /** The steps of a template. */
    List<StepTemplate> read(Keys keys) {
        List<StepTemplate> steps = new ArrayList<>();
        if (keys.node("step_templates").isEmpty()) {
            keys.missing("step_templates", "The task template");
        } else if (keys.node("step_templates").filter(Node::isEmpty).isPresent()) {
            keys.empty("step_templates");
        }
        for (Node node : keys.list("step_templates")) {
            keys.mapping("step_templates", node)
                    .map(step -> step(new Keys(step, KEYS, diagnostics), step.place()))
                    .ifPresent(steps::add);
        }
        return steps;
    }

    private StepTemplate step(Keys keys, Place place) {
        ruby.refuse(keys, KEYS, List.of("handler_config"));
        Optional<Located<String>> name = keys.requiredText("name", "The step");
        name.ifPresent(this::checkStepName);
        String called = name.map(given -> "Step `" + given.value() + "`").orElse("The step");
        handlers.events(keys);
        return new StepTemplate(
                name.orElse(new Located<>("", place)),
                keys.text("description").map(Located::value),
                keys.requiredText("handler_class", called)
                        .map(given -> classes.javaClass("handler_class", given))
                        .orElse(new Located<>("", place)),
                dependencies(keys),
                keys.text("dependent_system").map(Located::value),
                keys.flag("default_retryable", true),
                retryLimit(keys),
                keys.flag("skippable", false),
                handlers.config(keys));
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
        }
        text.codePoints()
                .filter(StepReader::isRefused)
                .findFirst()
                .ifPresent(
                        c ->
                                diagnostics.add(
                                        Rule.BAD_NAME,
                                        name.place(),
                                        "The name of a step has the character U+%04X, which Step Functions does not take in a state's name."
                                                .formatted(c)));
    }

    /**
     * What a state's name must not hold, of all that the API's reference lists. The brackets,
     * spaces and special characters that it lists as well are taken in fact.
     */
    private static boolean isRefused(int c) {
        return Character.isISOControl(c) || c == 0xFFFE || c == 0xFFFF || c == 0x10FFFF;
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
        if (!diagnostics.hasErrorAt(node.get().place())) {
            diagnostics.add(
                    Rule.BAD_RETRY_LIMIT,
                    node.get().place(),
                    "`default_retry_limit` must be a whole number from 0 to 1000.",
                    "It counts the retries after the first attempt.");
        }
        return DEFAULT_RETRY_LIMIT;
    }
}

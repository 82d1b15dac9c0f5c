package systems.tasker.compiler.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import systems.tasker.compiler.diagnostics.Diagnostics;
import systems.tasker.compiler.diagnostics.DidYouMean;
import systems.tasker.compiler.diagnostics.Rule;

/**
 * The overlays of {@code environments}, laid over a template. Mappings are merged at every depth,
 * {@code step_templates} by the names of the steps; everything else is replaced. Nodes keep their
 * places, so that what is wrong with an overlay is said where it stands.
 */
final class Overlays {
    private static final String ENVIRONMENTS = "environments";
    private static final String STEPS = "step_templates";

    private final List<String> taskKeys;
    private final List<String> stepKeys;
    private final Diagnostics diagnostics;

    Overlays(List<String> taskKeys, List<String> stepKeys, Diagnostics diagnostics) {
        this.taskKeys = taskKeys.stream().filter(key -> !key.equals(ENVIRONMENTS)).toList();
        this.stepKeys = stepKeys;
        this.diagnostics = diagnostics;
    }

    /** The template as it is in each environment, in the order of the source. */
    SequencedMap<String, Node.Fields> over(Node.Fields template) {
        SequencedMap<String, Node.Fields> merged = new LinkedHashMap<>();
        Node environments =
                valueOf(template, ENVIRONMENTS).filter(n -> !n.isNothing()).orElse(null);
        if (environments instanceof Node.Fields byName) {
            for (Node.Field overlay : byName.fields()) {
                String name = overlay.key().value();
                switch (overlay.value()) {
                    case Node.Fields fields -> merged.put(name, laidOver(template, fields));
                    case Node nothing when nothing.isNothing() ->
                            merged.put(name, without(ENVIRONMENTS, template));
                    case Node other ->
                            diagnostics.add(
                                    Rule.WRONG_TYPE,
                                    other.place(),
                                    "Environment `"
                                            + name
                                            + "` must be a mapping, not "
                                            + other.kind()
                                            + ".");
                }
            }
        } else if (environments != null) {
            diagnostics.add(
                    Rule.WRONG_TYPE,
                    environments.place(),
                    "`environments` must be a mapping, not " + environments.kind() + ".");
        }
        return merged;
    }

    private Node.Fields laidOver(Node.Fields template, Node.Fields overlay) {
        Keys keys = new Keys(overlay, taskKeys, diagnostics);
        List<Node> base =
                valueOf(template, STEPS)
                        .filter(Node.Items.class::isInstance)
                        .map(Node.Items.class::cast)
                        .map(Node.Items::items)
                        .orElse(List.of());
        List<Node> steps = steps(base, keys.list(STEPS));
        Node.Fields merged =
                merged(
                        without(ENVIRONMENTS, template),
                        without(ENVIRONMENTS, without(STEPS, overlay)));
        return base.isEmpty() ? merged : with(STEPS, steps, merged);
    }

    private List<Node> steps(List<Node> base, List<Node> overlays) {
        SequencedMap<String, Integer> positions = new LinkedHashMap<>();
        for (int i = 0; i < base.size(); i++) {
            Optional<String> name = nameOf(base.get(i));
            if (name.isPresent()) {
                positions.putIfAbsent(name.get(), i);
            }
        }
        List<Node> steps = new ArrayList<>(base);
        SequencedMap<String, Located<String>> seen = new LinkedHashMap<>();
        for (Node overlay : overlays) {
            if (!(overlay instanceof Node.Fields fields)) {
                diagnostics.add(
                        Rule.WRONG_TYPE,
                        overlay.place(),
                        "`step_templates` must be a mapping, not " + overlay.kind() + ".");
                continue;
            }
            Optional<Located<String>> named =
                    new Keys(fields, stepKeys, diagnostics).requiredText("name", "The step");
            if (named.isEmpty()) {
                continue;
            }
            Located<String> name = named.get();
            Integer position = positions.get(name.value());
            Located<String> first = seen.putIfAbsent(name.value(), name);
            if (first != null) {
                diagnostics.add(
                        Rule.DUPLICATE_STEP,
                        name.place(),
                        "Step `" + name.value() + "` is given twice.",
                        "The first stands in line " + first.place().line() + ".");
            } else if (position == null) {
                diagnostics.add(
                        Rule.UNKNOWN_STEP,
                        name.place(),
                        "The template has no step `" + name.value() + "` to lay this over.",
                        DidYouMean.hint(positions.sequencedKeySet(), name.value()));
            } else {
                steps.set(position, merged(steps.get(position), fields));
            }
        }
        return steps;
    }

    private static Optional<String> nameOf(Node step) {
        return step instanceof Node.Fields fields
                ? valueOf(fields, "name")
                        .filter(Node.Scalar.class::isInstance)
                        .map(Node.Scalar.class::cast)
                        .map(Node.Scalar::value)
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                : Optional.empty();
    }

    private static Node merged(Node under, Node over) {
        return under instanceof Node.Fields below && over instanceof Node.Fields above
                ? merged(below, above)
                : over;
    }

    private static Node.Fields merged(Node.Fields under, Node.Fields over) {
        SequencedMap<String, Node.Field> fields = new LinkedHashMap<>();
        under.fields().forEach(field -> fields.put(field.key().value(), field));
        for (Node.Field field : over.fields()) {
            fields.merge(
                    field.key().value(),
                    field,
                    (below, above) ->
                            new Node.Field(above.key(), merged(below.value(), above.value())));
        }
        return new Node.Fields(List.copyOf(fields.values()), under.place());
    }

    private static Optional<Node> valueOf(Node.Fields mapping, String key) {
        return mapping.fields().stream()
                .filter(field -> field.key().value().equals(key))
                .map(Node.Field::value)
                .findFirst();
    }

    private static Node.Fields without(String key, Node.Fields mapping) {
        return new Node.Fields(
                mapping.fields().stream()
                        .filter(field -> !field.key().value().equals(key))
                        .toList(),
                mapping.place());
    }

    private static Node.Fields with(String key, List<Node> items, Node.Fields mapping) {
        return new Node.Fields(
                mapping.fields().stream()
                        .map(
                                field ->
                                        field.key().value().equals(key)
                                                ? new Node.Field(
                                                        field.key(),
                                                        new Node.Items(
                                                                items, field.value().place()))
                                                : field)
                        .toList(),
                mapping.place());
    }
}

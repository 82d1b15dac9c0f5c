package systems.tasker.compiler.template;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import systems.tasker.compiler.diagnostics.Diagnostics;
import systems.tasker.compiler.diagnostics.DidYouMean;
import systems.tasker.compiler.diagnostics.Place;
import systems.tasker.compiler.diagnostics.Rule;

/**
 * A mapping whose keys are known: reads typed values, and says what is unknown, missing or
 * mistyped.
 */
final class Keys {
    private final Diagnostics diagnostics;
    private final Place place;
    private final SequencedMap<String, Node.Field> fields = new LinkedHashMap<>();

    /** Keys that someone probably meant by an unknown one. */
    private final Set<String> meant = new HashSet<>();

    Keys(Node.Fields mapping, List<String> known, Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
        this.place = mapping.place();
        for (Node.Field field : mapping.fields()) {
            String key = field.key().value();
            if (known.contains(key)) {
                fields.put(key, field);
            } else {
                Optional<String> near = DidYouMean.among(known, key);
                near.ifPresent(meant::add);
                diagnostics.add(
                        Rule.UNKNOWN_KEY,
                        field.key().place(),
                        "Key `" + key + "` is unknown here.",
                        near.map(name -> "Did you mean `" + name + "`?")
                                .orElse("Known keys: " + String.join(", ", known) + "."));
            }
        }
    }

    Optional<Node> node(String key) {
        return Optional.ofNullable(fields.get(key)).map(Node.Field::value);
    }

    Optional<Place> keyPlace(String key) {
        return Optional.ofNullable(fields.get(key)).map(field -> field.key().place());
    }

    /** A string that is not empty. */
    Optional<Located<String>> text(String key) {
        return node(key).flatMap(node -> text(key, node));
    }

    private Optional<Located<String>> text(String what, Node node) {
        if (!(node instanceof Node.Scalar scalar) || !(scalar.value() instanceof String text)) {
            if (node.isNothing()) {
                empty(what, node.place());
            } else {
                mistyped(what, "a string", node);
            }
            return Optional.empty();
        }
        if (text.isBlank()) {
            empty(what, node.place());
            return Optional.empty();
        }
        return Optional.of(new Located<>(text, node.place()));
    }

    /** Says that a value which must hold something holds nothing. */
    void empty(String key) {
        node(key).ifPresent(node -> empty(key, node.place()));
    }

    /** Says that a key is understood, but changes nothing here. */
    void noEffect(String key, String because) {
        diagnostics.add(
                Rule.NO_EFFECT,
                keyPlace(key).orElse(place),
                "`" + key + "` has no effect: " + because + ".");
    }

    private void empty(String what, Place at) {
        if (!diagnostics.hasErrorAt(at)) {
            diagnostics.add(Rule.EMPTY_VALUE, at, "`" + what + "` is empty.");
        }
    }

    /** Likewise, said where it is missing. */
    Optional<Located<String>> requiredText(String key, String of) {
        if (!fields.containsKey(key)) {
            missing(key, of);
        }
        return text(key);
    }

    /** Says that a key is not there, unless it is there with a slip of the pen. */
    void missing(String key, String of) {
        if (!meant.contains(key)) {
            diagnostics.add(Rule.MISSING_KEY, place, of + " has no `" + key + "`.");
        }
    }

    boolean flag(String key, boolean otherwise) {
        return node(key)
                .map(
                        node -> {
                            if (node instanceof Node.Scalar scalar
                                    && scalar.value() instanceof Boolean flag) {
                                return flag;
                            }
                            if (node instanceof Node.Scalar scalar
                                    && scalar.plain()
                                    && scalar.value() instanceof String text
                                    && PlainScalar.flag(text).isPresent()) {
                                return PlainScalar.flag(text).get();
                            }
                            mistyped(key, "true or false", node);
                            return otherwise;
                        })
                .orElse(otherwise);
    }

    /** A mapping; an empty one where nothing is given. */
    Node.Fields object(String key) {
        return node(key)
                .filter(node -> !node.isNothing())
                .flatMap(node -> mapping(key, node))
                .orElseGet(() -> new Node.Fields(List.of(), place));
    }

    Optional<Node.Fields> mapping(String what, Node node) {
        if (node instanceof Node.Fields mapping) {
            return Optional.of(mapping);
        }
        mistyped(what, "a mapping", node);
        return Optional.empty();
    }

    List<Node> list(String key) {
        return node(key)
                .filter(node -> !node.isNothing())
                .map(
                        node -> {
                            if (node instanceof Node.Items list) {
                                return list.items();
                            }
                            mistyped(key, "a list", node);
                            return List.<Node>of();
                        })
                .orElse(List.of());
    }

    List<Located<String>> texts(String key) {
        List<Located<String>> texts = new ArrayList<>();
        for (Node item : list(key)) {
            text(key, item).ifPresent(texts::add);
        }
        return texts;
    }

    private void mistyped(String what, String wanted, Node node) {
        if (!diagnostics.hasErrorAt(node.place())) {
            diagnostics.add(
                    Rule.WRONG_TYPE,
                    node.place(),
                    "`" + what + "` must be " + wanted + ", not " + node.kind() + ".");
        }
    }
}

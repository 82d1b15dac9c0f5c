package systems.tasker.compiler.template;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import systems.tasker.compiler.diagnostics.Diagnostics;
import systems.tasker.compiler.diagnostics.Place;
import systems.tasker.compiler.diagnostics.Rule;

/**
 * Reads a YAML text into nodes with places. What YAML allows and a template does not is said here.
 */
final class YamlReader {
    /** Of a document, in characters. */
    static final int MAX_LENGTH = 1024 * 1024;

    static final int MAX_NESTING = 100;

    private final Diagnostics diagnostics;

    YamlReader(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** The one document of the text; empty where that much is wrong. */
    Optional<Node> read(String text) {
        if (text.length() > MAX_LENGTH) {
            diagnostics.add(
                    Rule.TOO_LARGE,
                    Place.START,
                    "The file has "
                            + text.length()
                            + " characters; a template can have "
                            + MAX_LENGTH
                            + ".");
            return Optional.empty();
        }
        if (nestsTooDeeply(text)) {
            return tooDeep(Place.START);
        }
        LoadSettings settings = LoadSettings.builder().setCodePointLimit(MAX_LENGTH).build();
        try {
            Iterator<org.snakeyaml.engine.v2.nodes.Node> documents =
                    new Compose(settings).composeAllFromString(text).iterator();
            org.snakeyaml.engine.v2.nodes.Node first =
                    documents.hasNext() ? documents.next() : null;
            if (first == null || isNothing(first)) {
                diagnostics.add(
                        Rule.EMPTY_DOCUMENT, Place.START, "The file holds no task template.");
                return Optional.empty();
            }
            if (documents.hasNext()) {
                diagnostics.add(
                        Rule.MANY_DOCUMENTS,
                        place(documents.next()),
                        "The file holds more than one document.",
                        "Give each task template a file of its own.");
                return Optional.empty();
            }
            return Optional.of(node(first, 0));
        } catch (MarkedYamlEngineException e) {
            diagnostics.add(
                    Rule.YAML_SYNTAX,
                    e.getProblemMark().map(YamlReader::place).orElse(Place.START),
                    "This is not YAML: "
                            + (e.getProblem() == null ? "it cannot be read" : e.getProblem())
                            + ".");
        } catch (YamlEngineException e) {
            diagnostics.add(Rule.YAML_SYNTAX, Place.START, "This is not YAML: " + firstLine(e));
        } catch (TooDeep e) {
            return tooDeep(e.place);
        }
        return Optional.empty();
    }

    private static boolean isNothing(org.snakeyaml.engine.v2.nodes.Node node) {
        return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("it cannot be read");
    }

    /** Brackets and indentation bound the depth before the parser recurses into it. */
    private static boolean nestsTooDeeply(String text) {
        int open = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            open += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
            run = c == '-' || c == '?' || c == ' ' ? run + 1 : c == '\n' ? 0 : run;
            if (open > 10 * MAX_NESTING || run > 100 * MAX_NESTING) {
                return true;
            }
        }
        return false;
    }

    private Optional<Node> tooDeep(Place place) {
        diagnostics.add(
                Rule.TOO_LARGE, place, "The file nests deeper than " + MAX_NESTING + " levels.");
        return Optional.empty();
    }

    private Node node(org.snakeyaml.engine.v2.nodes.Node node, int depth) {
        Place place = place(node);
        if (depth > MAX_NESTING) {
            throw new TooDeep(place);
        }
        if (node.getAnchor().isPresent()) {
            diagnostics.add(
                    Rule.YAML_ALIAS,
                    place,
                    "Anchors and aliases are not supported in a task template.",
                    "Write the value out where it is used.");
            return new Node.Scalar(null, place);
        }
        return switch (node) {
            case ScalarNode scalar -> new Node.Scalar(value(scalar), place);
            case SequenceNode sequence -> {
                List<Node> items = new ArrayList<>();
                sequence.getValue().forEach(item -> items.add(node(item, depth + 1)));
                yield new Node.Items(items, place);
            }
            case MappingNode mapping -> {
                List<Node.Field> fields = new ArrayList<>();
                Set<String> keys = new HashSet<>();
                for (NodeTuple tuple : mapping.getValue()) {
                    Place at = place(tuple.getKeyNode());
                    if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                        diagnostics.add(Rule.WRONG_TYPE, at, "A key must be a string.");
                    } else if (!keys.add(key.getValue())) {
                        diagnostics.add(
                                Rule.DUPLICATE_KEY,
                                at,
                                "Key `" + key.getValue() + "` is given twice.");
                    } else {
                        fields.add(
                                new Node.Field(
                                        new Located<>(key.getValue(), at),
                                        node(tuple.getValueNode(), depth + 1)));
                    }
                }
                yield new Node.Fields(fields, place);
            }
            default -> throw new IllegalStateException("No node of YAML: " + node.getNodeType());
        };
    }

    private static @Nullable Object value(ScalarNode scalar) {
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.NULL)) {
            return null;
        }
        if (tag.equals(Tag.BOOL)) {
            return Boolean.valueOf(text);
        }
        try {
            if (tag.equals(Tag.INT)) {
                BigInteger number = new BigInteger(text);
                return number.bitLength() < 32 ? (Object) number.intValue() : number;
            }
            if (tag.equals(Tag.FLOAT)) {
                return new BigDecimal(text);
            }
        } catch (NumberFormatException e) {
            return text; // .inf, .nan, 0x10: no JSON number says the same
        }
        return text;
    }

    private static Place place(org.snakeyaml.engine.v2.nodes.Node node) {
        Mark start = node.getStartMark().orElseThrow();
        Mark end = node.getEndMark().orElseThrow();
        boolean plain = node instanceof ScalarNode && end.getLine() == start.getLine();
        return new Place(
                start.getLine() + 1,
                start.getColumn() + 1,
                plain ? end.getColumn() - start.getColumn() : 1);
    }

    private static Place place(Mark mark) {
        return new Place(mark.getLine() + 1, mark.getColumn() + 1, 1);
    }

    private static final class TooDeep extends RuntimeException {
        private static final long serialVersionUID = 1;

        @SuppressWarnings("serial") // never leaves this class
        private final Place place;

        TooDeep(Place place) {
            this.place = place;
        }
    }
}

package systems.tasker.compiler.template;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlVersionException;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import systems.tasker.compiler.diagnostics.Diagnostics;
import systems.tasker.compiler.diagnostics.Place;
import systems.tasker.compiler.diagnostics.Rule;

/**
 * Reads a YAML text into nodes with places, event by event: nothing is built that the text does not
 * write out, so that neither aliases nor nesting can make a small file large. What YAML allows and
 * a template does not is said here.
 */
final class YamlReader {
    /** Of a document, in characters. */
    static final int MAX_LENGTH = 1024 * 1024;

    static final int MAX_NESTING = 100;

    private static final String CORE_TAG = "tag:yaml.org,2002:";

    private final Diagnostics diagnostics;

    /** Told of already: one that is used a thousand times is one mistake. */
    private final Set<String> anchors = new HashSet<>();

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
        Optional<ForbiddenCharacter> forbidden = ForbiddenCharacter.first(text);
        if (forbidden.isPresent()) {
            notYaml(forbidden.get().place(), forbidden.get().problem());
            return Optional.empty();
        }
        // In one piece: the library fails where a piece ends within a character of two units.
        LoadSettings settings =
                LoadSettings.builder()
                        .setCodePointLimit(MAX_LENGTH)
                        .setBufferSize(text.length() + 2)
                        .build();
        try {
            return document(new ParserImpl(settings, new StreamReader(settings, text)));
        } catch (MarkedYamlEngineException e) {
            String problem = e.getProblem() == null ? "it cannot be read" : e.getProblem();
            Place place = e.getProblemMark().map(YamlReader::place).orElse(Place.START);
            notYaml(place, problem, EmbeddedRuby.hintInYaml(text, place));
        } catch (YamlVersionException e) {
            notYaml(Place.START, "the version of YAML that it names is not known");
        } catch (YamlEngineException e) {
            String problem = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            notYaml(Place.START, problem);
        } catch (NumberFormatException e) {
            int lines = (int) text.lines().count();
            notYaml(new Place(lines, 1, 1), "it ends within an escape");
        } catch (TooDeep e) {
            diagnostics.add(
                    Rule.TOO_LARGE,
                    e.place,
                    "The file nests deeper than " + MAX_NESTING + " levels.");
        }
        return Optional.empty();
    }

    private void notYaml(Place place, String problem) {
        notYaml(place, problem, null);
    }

    private void notYaml(Place place, String problem, @Nullable String hint) {
        diagnostics.add(Rule.YAML_SYNTAX, place, "This is not YAML: " + problem + ".", hint);
    }

    private Optional<Node> document(Parser events) {
        events.next(); // the stream begins
        Optional<Node> document = Optional.empty();
        if (events.checkEvent(Event.ID.DocumentStart)) {
            events.next();
            document = Optional.of(node(events, 0));
            events.next(); // the document ends
        }
        if (document.isEmpty() || document.get().isNothing()) {
            diagnostics.add(Rule.EMPTY_DOCUMENT, Place.START, "The file holds no task template.");
            return Optional.empty();
        }
        if (events.checkEvent(Event.ID.DocumentStart)) {
            events.next();
            diagnostics.add(
                    Rule.MANY_DOCUMENTS,
                    place(events.peekEvent()),
                    "The file holds more than one document.",
                    "Give each task template a file of its own.");
            return Optional.empty();
        }
        return document;
    }

    private Node node(Parser events, int depth) {
        Event event = events.next();
        Place place = place(event);
        if (depth > MAX_NESTING) {
            throw new TooDeep(place);
        }
        if (event instanceof NodeEvent node
                && node.getAnchor().filter(anchor -> anchors.add(anchor.getValue())).isPresent()) {
            diagnostics.add(
                    Rule.YAML_ALIAS,
                    place,
                    "Anchors and aliases are not supported in a task template.",
                    "Write the value out where it is used.");
        }
        return switch (event) {
            case AliasEvent alias -> {
                diagnostics.follows(place);
                yield new Node.Scalar(null, true, place);
            }
            case ScalarEvent scalar -> scalar(scalar, place);
            case SequenceStartEvent start -> items(events, start, depth, place);
            case MappingStartEvent start -> fields(events, start, depth, place);
            default -> throw new IllegalStateException("No node of YAML: " + event.getEventId());
        };
    }

    private Node items(Parser events, SequenceStartEvent start, int depth, Place place) {
        checkTag(start, "seq", place);
        List<Node> items = new ArrayList<>();
        while (!events.checkEvent(Event.ID.SequenceEnd)) {
            items.add(node(events, depth + 1));
        }
        events.next();
        return new Node.Items(items, place);
    }

    private Node fields(Parser events, MappingStartEvent start, int depth, Place place) {
        checkTag(start, "map", place);
        List<Node.Field> fields = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        while (!events.checkEvent(Event.ID.MappingEnd)) {
            Node key = node(events, depth + 1);
            Node value = node(events, depth + 1);
            if (!(key instanceof Node.Scalar scalar && scalar.value() instanceof String name)) {
                if (!diagnostics.hasErrorAt(key.place())) {
                    diagnostics.add(
                            Rule.WRONG_TYPE,
                            key.place(),
                            "A key must be a string, not " + key.kind() + ".");
                }
            } else if (name.equals("<<") && scalar.plain()) {
                diagnostics.add(
                        Rule.YAML_ALIAS,
                        key.place(),
                        "Merge keys (`<<`) are not supported in a task template.",
                        "Write the values out where they are used.");
            } else if (!keys.add(name)) {
                diagnostics.add(
                        Rule.DUPLICATE_KEY, key.place(), "Key `" + name + "` is given twice.");
            } else {
                fields.add(new Node.Field(new Located<>(name, key.place()), value));
            }
        }
        events.next();
        return new Node.Fields(fields, place);
    }

    private Node scalar(ScalarEvent scalar, Place place) {
        String text = scalar.getValue();
        if (text.codePoints().anyMatch(ForbiddenCharacter::isHalf)) {
            notYaml(place, "an escape in it stands for half of a character");
        }
        String tag = scalar.getTag().orElse(null);
        boolean quoted = !scalar.isPlain() || "!".equals(tag) || (CORE_TAG + "str").equals(tag);
        Object value = quoted ? text : plain(text, place);
        if (tag != null && !quoted && !tag.equals(tagOf(value))) {
            unknownTag(tag, place);
        } else if (tag != null
                && !scalar.isPlain()
                && !tag.equals("!")
                && !tag.equals(tagOf(text))) {
            unknownTag(tag, place);
        }
        return new Node.Scalar(value, !quoted, place);
    }

    private @Nullable Object plain(String text, Place place) {
        try {
            return PlainScalar.value(text);
        } catch (NumberFormatException e) {
            String shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
            diagnostics.add(
                    Rule.BAD_NUMBER,
                    place,
                    "`" + shown + "` cannot be a number: " + e.getMessage() + ".",
                    "Put it in quotes to have it as text.");
            return text;
        }
    }

    private static String tagOf(@Nullable Object value) {
        return CORE_TAG
                + switch (value) {
                    case null -> "null";
                    case Boolean flag -> "bool";
                    case Integer number -> "int";
                    case java.math.BigInteger number -> "int";
                    case Number number -> "float";
                    default -> "str";
                };
    }

    private void checkTag(CollectionStartEvent start, String kind, Place place) {
        start.getTag()
                .filter(tag -> !tag.equals("!") && !tag.equals(CORE_TAG + kind))
                .ifPresent(tag -> unknownTag(tag, place));
    }

    private void unknownTag(String tag, Place place) {
        String written = tag.startsWith(CORE_TAG) ? "!!" + tag.substring(CORE_TAG.length()) : tag;
        diagnostics.add(
                Rule.YAML_TAG,
                place,
                "Tag `" + written + "` is not supported here.",
                "A template holds plain text, numbers, Booleans, lists and mappings; leave the tag"
                        + " out.");
    }

    private static Place place(Event event) {
        Mark start = event.getStartMark().orElseThrow();
        Mark end = event.getEndMark().orElseThrow();
        boolean onOneLine = event instanceof ScalarEvent && end.getLine() == start.getLine();
        return new Place(
                start.getLine() + 1,
                start.getColumn() + 1,
                onOneLine ? end.getColumn() - start.getColumn() : 1);
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

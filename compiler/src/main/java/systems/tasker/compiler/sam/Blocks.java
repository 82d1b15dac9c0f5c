package systems.tasker.compiler.sam;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Entries of a section of a template, each by its logical id, as they are written. */
final class Blocks {
    private static final Pattern ENTRY = Pattern.compile("^ {2}([A-Za-z0-9]+):.*$");

    private final SequencedMap<String, String> entries = new LinkedHashMap<>();

    /**
     * Adds an entry.
     *
     * @param text its lines, the first of them its id with two spaces before it
     * @throws CannotDeploy where the id is another one's
     */
    void add(String id, String text) {
        String other = entries.putIfAbsent(id, text);
        if (other != null && !other.equals(text)) {
            throw new CannotDeploy(
                    "two things have the logical id `%s`: rename a workflow or a step of it"
                            .formatted(id));
        }
    }

    /** The entries that a text has; comments between them are left out. */
    static Blocks of(String text) {
        Blocks blocks = new Blocks();
        String id = "";
        StringBuilder entry = new StringBuilder();
        for (String line : text.lines().toList()) {
            Matcher begins = ENTRY.matcher(line);
            if (begins.matches()) {
                blocks.put(id, entry);
                id = begins.group(1);
            }
            if (!line.isBlank() && !line.startsWith("  #")) {
                entry.append(line).append('\n');
            }
        }
        blocks.put(id, entry);
        return blocks;
    }

    private void put(String id, StringBuilder entry) {
        if (!id.isEmpty()) {
            entries.put(id, entry.toString());
        }
        entry.setLength(0);
    }

    /** Those of them that others do not have. */
    Blocks without(Blocks others) {
        Blocks rest = new Blocks();
        entries.forEach(
                (id, text) -> {
                    if (!others.entries.containsKey(id)) {
                        rest.entries.put(id, text);
                    }
                });
        return rest;
    }

    /** Those of them whose id occurs in a text. */
    Blocks usedIn(String text) {
        Blocks used = new Blocks();
        entries.forEach(
                (id, entry) -> {
                    if (Pattern.compile("\\b" + id + "\\b").matcher(text).find()) {
                        used.entries.put(id, entry);
                    }
                });
        return used;
    }

    /** Their ids that end so, and whose text has a line. */
    List<String> ids(String suffix, String line) {
        List<String> ids = new ArrayList<>();
        entries.forEach(
                (id, text) -> {
                    if (id.endsWith(suffix) && text.lines().anyMatch(line::equals)) {
                        ids.add(id);
                    }
                });
        return ids;
    }

    /**
     * Of those whose id ends so and that have a line that begins so: the string behind, and the id.
     */
    SequencedMap<String, String> labelled(String suffix, String begin) {
        SequencedMap<String, String> labelled = new LinkedHashMap<>();
        entries.forEach(
                (id, text) ->
                        text.lines()
                                .filter(line -> id.endsWith(suffix) && line.startsWith(begin))
                                .forEach(
                                        line ->
                                                labelled.put(
                                                        Yaml.unquoted(
                                                                line.substring(begin.length())),
                                                        id)));
        return labelled;
    }

    void addAll(Blocks others) {
        others.entries.forEach(this::add);
    }

    Collection<String> ids() {
        return entries.sequencedKeySet();
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    int size() {
        return entries.size();
    }

    /** All of them, with an empty line between. */
    String text(String separator) {
        return String.join(separator, entries.sequencedValues());
    }
}

package systems.tasker.compiler.sam;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with regions that are generated, each between a line <code># tasker sam: NAME</code> and a
 * line <code># tasker sam: end</code>; a name may have several.
 */
final class MarkedText {
    private static final Pattern MARK = Pattern.compile("\\s*# tasker sam: (\\S+)\\s*");
    private static final String END = "end";

    private final List<Part> parts;

    private MarkedText(List<Part> parts) {
        this.parts = parts;
    }

    /** Lines, and the region that they are; none where they are somebody's own. */
    private record Part(Optional<String> region, String text) {}

    /**
     * Finds the regions.
     *
     * @param names all that there must be
     * @throws CannotDeploy where a mark is missing, or not one of a pair
     */
    static MarkedText read(String text, List<String> names) {
        Reader reader = new Reader(names);
        text.lines().forEach(reader::line);
        return new MarkedText(reader.end());
    }

    private static final class Reader {
        private final List<String> names;
        private final List<Part> parts = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private Optional<String> region = Optional.empty();
        private int line;
        private int began;

        Reader(List<String> names) {
            this.names = names;
        }

        void line(String content) {
            line++;
            Matcher mark = MARK.matcher(content);
            if (!mark.matches()) {
                text.append(content).append('\n');
            } else if (mark.group(1).equals(END)) {
                if (region.isEmpty()) {
                    throw new CannotDeploy("line " + line + " ends a region that does not begin");
                }
                part(Optional.empty());
                text.append(content).append('\n');
            } else {
                String name = mark.group(1);
                if (region.isPresent()) {
                    throw unended();
                }
                if (!names.contains(name)) {
                    throw new CannotDeploy(
                            "line %d begins a region `%s`, which is none of: %s"
                                    .formatted(line, name, String.join(", ", names)));
                }
                text.append(content).append('\n');
                part(Optional.of(name));
                began = line;
            }
        }

        /** The lines so far are a part; what follows is in this region. */
        private void part(Optional<String> next) {
            parts.add(new Part(region, text.toString()));
            text.setLength(0);
            region = next;
        }

        private CannotDeploy unended() {
            return new CannotDeploy(
                    "the region that begins in line "
                            + began
                            + " has no end: a line `# tasker sam: end`");
        }

        List<Part> end() {
            if (region.isPresent()) {
                throw unended();
            }
            part(Optional.empty());
            for (String name : names) {
                if (parts.stream().noneMatch(part -> part.region().equals(Optional.of(name)))) {
                    throw new CannotDeploy(
                            "there is no region `"
                                    + name
                                    + "`: it needs a line `# tasker sam: "
                                    + name
                                    + "` and a line `# tasker sam: end`");
                }
            }
            return parts;
        }
    }

    /** What stands in a region now; in the first one of that name. */
    String region(String name) {
        return parts.stream()
                .filter(part -> part.region().equals(Optional.of(name)))
                .findFirst()
                .orElseThrow()
                .text();
    }

    /** The text with other content of its regions. */
    String with(Map<String, String> regions) {
        Map<String, String> contents = new HashMap<>(regions);
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            text.append(
                    part.region()
                            .map(name -> contents.getOrDefault(name, part.text()))
                            .orElse(part.text()));
        }
        return text.toString();
    }
}

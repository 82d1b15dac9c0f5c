package systems.tasker.compiler.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import systems.tasker.compiler.diagnostics.Diagnostics;
import systems.tasker.compiler.diagnostics.Place;
import systems.tasker.compiler.diagnostics.Rule;

/**
 * The little of embedded Ruby that a template may use: reading the environment, in values of {@code
 * handler_config}. The machine keeps the tags, and the runtime fills them in when the function
 * runs, so that no value of the environment stands in a machine or its history.
 *
 * <p>Ruby fills a template in before it reads it as YAML: what an unquoted value becomes may be a
 * number, a quoted one stays text. So that the runtime can tell them apart, tags go into the
 * machine in one spelling, {@code <%= ENV['X'] %>}, and those of quoted text as {@code <%=
 * ENV['X'].to_s %>}.
 */
final class EmbeddedRuby {
    private static final Pattern TAG = Pattern.compile("<%.*?(%>|\\z)", Pattern.DOTALL);
    private static final String NAME = "(?:'([A-Za-z_]\\w*)'|\"([A-Za-z_]\\w*)\")";
    private static final String TEXT = "('[^'\\\\]*'|\"[^\"\\\\#]*\")";
    private static final Pattern ALLOWED =
            Pattern.compile(
                    "<%%=\\s*ENV\\s*(?:\\[\\s*%1$s\\s*\\]|\\.fetch\\s*\\(\\s*%1$s\\s*(?:,\\s*%2$s\\s*)?\\))\\s*%%>"
                            .formatted(NAME, TEXT));
    private static final Pattern CANONICAL =
            Pattern.compile(
                    "<%= ENV(?:\\['(\\w+)'\\]|\\.fetch\\('(\\w+)'(, .*?)?\\))(?:\\.to_s)? %>",
                    Pattern.DOTALL);
    private static final String ALLOWED_FORMS =
            "Write `<%= ENV['NAME'] %>`, `<%= ENV.fetch('NAME') %>` or"
                    + " `<%= ENV.fetch('NAME', 'default') %>`.";

    private final Diagnostics diagnostics;

    EmbeddedRuby(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** A configuration with its tags in the one spelling; says what cannot be allowed. */
    Node canonical(Node node) {
        return switch (node) {
            case Node.Scalar scalar when scalar.value() instanceof String text && isIn(text) ->
                    new Node.Scalar(canonical(text, scalar), scalar.plain(), scalar.place());
            case Node.Scalar scalar -> scalar;
            case Node.Items list ->
                    new Node.Items(
                            list.items().stream().map(this::canonical).toList(), list.place());
            case Node.Fields mapping -> {
                mapping.fields().forEach(field -> refuse(field.key(), "in a key"));
                yield new Node.Fields(
                        mapping.fields().stream()
                                .map(field -> new Node.Field(field.key(), canonical(field.value())))
                                .toList(),
                        mapping.place());
            }
        };
    }

    /** Says that embedded Ruby stands where nobody fills it in: in all keys, with exceptions. */
    void refuse(Keys keys, List<String> all, List<String> except) {
        all.stream()
                .filter(key -> !except.contains(key))
                .forEach(key -> keys.node(key).ifPresent(this::refuse));
    }

    private void refuse(Node node) {
        switch (node) {
            case Node.Scalar scalar -> {
                if (scalar.value() instanceof String text) {
                    refuse(new Located<>(text, scalar.place()), "outside `handler_config`");
                }
            }
            case Node.Items list -> list.items().forEach(this::refuse);
            case Node.Fields mapping ->
                    mapping.fields()
                            .forEach(
                                    field -> {
                                        refuse(field.key(), "in a key");
                                        refuse(field.value());
                                    });
        }
    }

    private void refuse(Located<String> text, String where) {
        if (isIn(text.value())) {
            diagnostics.add(
                    Rule.EMBEDDED_RUBY,
                    text.place(),
                    "Embedded Ruby stands " + where + ", where nothing fills it in.",
                    "Only values in `handler_config` are filled in, when the step runs; everything"
                            + " else is compiled into the machine.");
        }
    }

    /** Says which tags of a text that is no YAML are the reason, or would be the next one. */
    void refuseIn(String source) {
        int number = 0;
        for (String line : source.lines().toList()) {
            number++;
            Matcher tag = TAG.matcher(line.replaceFirst("(^|\\s)#.*", ""));
            while (tag.find()) {
                if (!ALLOWED.matcher(tag.group()).matches()) {
                    int length = tag.group().codePointCount(0, tag.group().length());
                    int before = line.codePointCount(0, tag.start());
                    unknown(tag.group(), new Place(number, before + 1, length));
                }
            }
        }
    }

    /** Ruby is gone before Ruby's YAML is read; here it has to be YAML itself. */
    static @Nullable String hintInYaml(String source, Place place) {
        return source.lines()
                        .skip(place.line() - 1L)
                        .findFirst()
                        .filter(EmbeddedRuby::isIn)
                        .isPresent()
                ? "Put a value with embedded Ruby in quotes of the kind that it does not hold itself."
                : null;
    }

    private static boolean isIn(String text) {
        return text.contains("<%");
    }

    private String canonical(String text, Node.Scalar scalar) {
        StringBuilder canonical = new StringBuilder();
        Matcher tag = TAG.matcher(text);
        int end = 0;
        while (tag.find()) {
            Matcher allowed = ALLOWED.matcher(tag.group());
            if (!allowed.matches()) {
                unknown(tag.group(), scalar.place());
                return text;
            }
            canonical.append(text, end, tag.start());
            canonical.append("<%= ").append(expression(allowed));
            canonical.append(scalar.plain() ? " %>" : ".to_s %>");
            end = tag.end();
        }
        return canonical.append(text.substring(end)).toString();
    }

    private void unknown(String tag, Place place) {
        String shown = tag.length() > 60 ? tag.substring(0, 60) + "…" : tag;
        diagnostics.add(
                Rule.EMBEDDED_RUBY,
                place,
                "`" + shown.replaceAll("\\s+", " ") + "` is more Ruby than a template may hold.",
                ALLOWED_FORMS);
    }

    private static String expression(Matcher allowed) {
        String read = either(allowed, 1);
        if (read != null) {
            return "ENV['" + read + "']";
        }
        String otherwise = allowed.group(5);
        return "ENV.fetch('"
                + either(allowed, 3)
                + "'"
                + (otherwise == null ? "" : ", " + singleQuoted(otherwise))
                + ")";
    }

    private static @Nullable String either(Matcher matcher, int group) {
        return matcher.group(group) == null ? matcher.group(group + 1) : matcher.group(group);
    }

    private static String singleQuoted(String literal) {
        String text = literal.substring(1, literal.length() - 1);
        return text.contains("'") ? literal : "'" + text + "'";
    }

    /** The variables that a configuration reads, in order, each once. */
    static List<EnvironmentVariable> variables(@Nullable Object config) {
        SequencedMap<String, EnvironmentVariable> variables = new LinkedHashMap<>();
        collect(config, variables);
        return new ArrayList<>(variables.sequencedValues());
    }

    private static void collect(
            @Nullable Object json, SequencedMap<String, EnvironmentVariable> variables) {
        switch (json) {
            case String text -> {
                Matcher tag = CANONICAL.matcher(text);
                while (tag.find()) {
                    boolean fetched = tag.group(2) != null;
                    String name = fetched ? tag.group(2) : tag.group(1);
                    boolean required = fetched && tag.group(3) == null;
                    variables.merge(
                            name,
                            new EnvironmentVariable(name, required),
                            (a, b) -> a.required() ? a : b);
                }
            }
            case List<?> list -> list.forEach(item -> collect(item, variables));
            case Map<?, ?> map -> map.values().forEach(value -> collect(value, variables));
            case null, default -> {}
        }
    }
}

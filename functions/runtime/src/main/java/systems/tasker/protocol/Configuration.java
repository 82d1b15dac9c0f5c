package systems.tasker.protocol;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import systems.tasker.PermanentError;
import systems.tasker.json.Json;
import systems.tasker.json.JsonObject;

/**
 * Fills the environment into a {@code handler_config}: the compiler leaves {@code <%= ENV['X'] %>}
 * in the machine, in one spelling, so that no value stands in a definition or a history.
 *
 * <p>Tags that end in {@code .to_s} come from quoted text, which stays text. Where they do not, the
 * template had them unquoted, and what results is read as Ruby reads it then: as a plain scalar of
 * YAML.
 */
final class Configuration {
    static final String MISSING = "MISSING_ENVIRONMENT_VARIABLE";

    private static final Pattern TAG =
            Pattern.compile(
                    "<%= ENV(?:\\['(?<read>\\w+)'\\]"
                            + "|\\.fetch\\('(?<fetched>\\w+)'"
                            + "(?:, (?:'(?<single>[^']*)'|\"(?<double>[^\"]*)\"))?\\))"
                            + "(?<text>\\.to_s)? %>");
    private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<String> TRUE = Set.of("true", "True", "TRUE");
    private static final Set<String> FALSE = Set.of("false", "False", "FALSE");
    private static final Pattern INTEGER = Pattern.compile("[-+]?(0|[1-9][0-9]{0,15})");
    private static final Pattern REAL =
            Pattern.compile(
                    "[-+]?(\\.[0-9]{1,40}|(0|[1-9][0-9]{0,40})(\\.[0-9]{0,40})?)([eE][-+]?[0-9]{1,2})?");

    private final EnvironmentVariables environment;
    private final String owner;

    private Configuration(EnvironmentVariables environment, String owner) {
        this.environment = environment;
        this.owner = owner;
    }

    /**
     * The configuration with the values of the environment in it.
     *
     * @param owner whose it is, as a sentence begins: {@code Step `charge_card`}
     * @throws PermanentError {@code MISSING_ENVIRONMENT_VARIABLE}
     */
    static JsonObject filledIn(JsonObject config, EnvironmentVariables environment, String owner) {
        return JsonObject.of(new Configuration(environment, owner).filledIn(config.fields()));
    }

    private @Nullable Object filledIn(@Nullable Object json) {
        return switch (json) {
            case String text when text.contains("<%= ENV") -> filledIn(text);
            case List<?> list -> {
                List<@Nullable Object> items = new ArrayList<>(list.size());
                list.forEach(item -> items.add(filledIn(item)));
                yield items;
            }
            case Map<?, ?> map -> {
                SequencedMap<String, @Nullable Object> fields = new LinkedHashMap<>();
                map.forEach((name, value) -> fields.put((String) name, filledIn(value)));
                yield fields;
            }
            case null, default -> json;
        };
    }

    private @Nullable Object filledIn(String template) {
        StringBuilder text = new StringBuilder();
        Matcher tag = TAG.matcher(template);
        boolean plain = false;
        while (tag.find()) {
            plain |= tag.group("text") == null;
            tag.appendReplacement(text, Matcher.quoteReplacement(value(tag)));
        }
        tag.appendTail(text);
        return plain ? scalar(text.toString().strip()) : text.toString();
    }

    private String value(Matcher tag) {
        boolean fetched = tag.group("fetched") != null;
        String name = fetched ? tag.group("fetched") : tag.group("read");
        String value = environment.get(name);
        if (value != null) {
            return value;
        }
        if (!fetched) {
            return "";
        }
        String otherwise = tag.group("single") == null ? tag.group("double") : tag.group("single");
        if (otherwise == null) {
            throw new PermanentError(
                    owner + " needs the environment variable `" + name + "`, which is not set",
                    MISSING,
                    Map.of("variable", name));
        }
        return otherwise;
    }

    /** As the compiler types what stands unquoted in a template. */
    private static @Nullable Object scalar(String text) {
        if (NOTHING.contains(text)) {
            return null;
        }
        if (TRUE.contains(text) || FALSE.contains(text)) {
            return TRUE.contains(text);
        }
        if (INTEGER.matcher(text).matches()) {
            return Json.parse(text.startsWith("+") ? text.substring(1) : text);
        }
        return REAL.matcher(text).matches() ? Json.parse(new BigDecimal(text).toString()) : text;
    }
}

package systems.tasker.service;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import com.networknt.schema.walk.ApplyDefaultsStrategy;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import systems.tasker.json.JsonText;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Validates contexts by a template's JSON Schema, formats included, and fills in its defaults. A
 * schema without {@code $schema} is one of 2020-12.
 */
final class ContextSchema {
    /** Keeps every digit of a number. */
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private final Schema schema;

    private ContextSchema(Schema schema) {
        this.schema = schema;
    }

    static ContextSchema of(JsonText schema) {
        SchemaRegistry registry =
                SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12,
                        builder ->
                                builder.schemaRegistryConfig(
                                        SchemaRegistryConfig.builder()
                                                .formatAssertionsEnabled(true)
                                                .locale(Locale.ROOT)
                                                .pathType(PathType.JSON_POINTER)
                                                .build()));
        return new ContextSchema(registry.getSchema(MAPPER.readTree(schema.text())));
    }

    /**
     * The context with its defaults.
     *
     * @throws Refusal with every violation, by its path
     */
    JsonText validated(JsonText context) {
        JsonNode filled = MAPPER.readTree(context.text());
        List<Violation> violations = violations(filled);
        if (!violations.isEmpty()) {
            throw new Refusal(
                    Refusal.Reason.INVALID_CONTEXT,
                    "The context does not fit the template's schema",
                    violations);
        }
        return JsonText.written(MAPPER.writeValueAsString(filled));
    }

    /** Fills the defaults in, and says what is wrong then. */
    private List<Violation> violations(JsonNode filled) {
        ApplyDefaultsStrategy defaults =
                ApplyDefaultsStrategy.builder().applyPropertyDefaults(true).build();
        try {
            schema.walk(
                    filled,
                    false,
                    execution ->
                            execution.walkConfig(walk -> walk.applyDefaultsStrategy(defaults)));
            return schema.validate(filled).stream()
                    .map(ContextSchema::violation)
                    .distinct()
                    .sorted(Comparator.comparing(Violation::path).thenComparing(Violation::message))
                    .toList();
        } catch (StackOverflowError e) {
            // Regular expressions recurse: once for each repetition of a group.
            return notJudged("it holds a text that is too long for a pattern");
        } catch (RuntimeException e) {
            // So the validator says that a value is too long or too large for it.
            return notJudged(String.valueOf(e.getMessage()));
        }
    }

    private static List<Violation> notJudged(String because) {
        return List.of(new Violation("", "cannot be judged by the schema: " + because));
    }

    /** A missing property is named by the path that it would have. */
    private static Violation violation(Error error) {
        String path = error.getInstanceLocation().toString();
        String message = error.getMessage();
        String place = path + ": ";
        String sentence = message.startsWith(place) ? message.substring(place.length()) : message;
        return "required".equals(error.getKeyword()) && error.getProperty() != null
                ? new Violation(path + "/" + error.getProperty(), "is required")
                : new Violation(path, sentence);
    }
}

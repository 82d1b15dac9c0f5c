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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Validates contexts by a template's JSON Schema, formats included, and fills in its defaults. A
 * schema without {@code $schema} is one of 2020-12.
 */
final class ContextSchema {
    private static final JsonMapper MAPPER = JsonMapper.shared();

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
        JsonNode given = MAPPER.readTree(context.text());
        JsonNode filled = given.deepCopy();
        ApplyDefaultsStrategy defaults =
                ApplyDefaultsStrategy.builder().applyPropertyDefaults(true).build();
        schema.walk(
                filled,
                false,
                execution -> execution.walkConfig(walk -> walk.applyDefaultsStrategy(defaults)));
        List<Violation> violations =
                schema.validate(filled).stream()
                        .map(ContextSchema::violation)
                        .distinct()
                        .sorted(
                                Comparator.comparing(Violation::path)
                                        .thenComparing(Violation::message))
                        .toList();
        if (!violations.isEmpty()) {
            throw new Refusal(
                    Refusal.Reason.INVALID_CONTEXT,
                    "The context does not fit the template's schema",
                    violations);
        }
        return new JsonText(MAPPER.writeValueAsString(filled));
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

package systems.tasker.compiler.check;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.PathType;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import systems.tasker.compiler.diagnostics.Diagnostics;
import systems.tasker.compiler.diagnostics.Place;
import systems.tasker.compiler.diagnostics.Rule;
import systems.tasker.compiler.template.ContextSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Checks that a template's schema is a JSON Schema, by the schema of its dialect. */
final class SchemaCheck {
    private static final Map<String, String> DIALECTS =
            Map.of(
                    "http://json-schema.org/draft-04/schema",
                    Dialects.getDraft4().getId(),
                    "http://json-schema.org/draft-06/schema",
                    Dialects.getDraft6().getId(),
                    "http://json-schema.org/draft-07/schema",
                    Dialects.getDraft7().getId(),
                    "https://json-schema.org/draft/2019-09/schema",
                    Dialects.getDraft201909().getId(),
                    "https://json-schema.org/draft/2020-12/schema",
                    Dialects.getDraft202012().getId());
    static final String DEFAULT_DIALECT = "https://json-schema.org/draft/2020-12/schema";

    private final Diagnostics diagnostics;

    SchemaCheck(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    void check(ContextSchema schema) {
        Object named = schema.json().getOrDefault("$schema", DEFAULT_DIALECT);
        String dialect = DIALECTS.get(String.valueOf(named).replaceFirst("#$", ""));
        if (dialect == null) {
            diagnostics.add(
                    Rule.INVALID_SCHEMA,
                    schema.placeOf("/$schema"),
                    "`" + named + "` is no known dialect of JSON Schema.",
                    "Leave `$schema` out for 2020-12.");
            return;
        }
        Set<String> told = new HashSet<>();
        for (Error error : errors(schema.json(), dialect)) {
            String pointer = error.getInstanceLocation().toString();
            if (!told.add(pointer)) {
                continue;
            }
            Place place = schema.placeOf(pointer);
            diagnostics.add(
                    Rule.INVALID_SCHEMA,
                    place,
                    "The schema is not valid"
                            + (pointer.isEmpty() ? "" : " at `" + pointer + "`")
                            + ": "
                            + sentence(error, pointer)
                            + ".");
        }
    }

    /** What the schema of a dialect finds wrong with a schema. */
    static List<Error> errors(Map<String, ?> schema, String dialect) {
        SchemaRegistry registry =
                SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12,
                        builder ->
                                builder.schemaRegistryConfig(
                                        SchemaRegistryConfig.builder()
                                                .locale(Locale.ROOT)
                                                .pathType(PathType.JSON_POINTER)
                                                .build()));
        return registry.getSchema(SchemaLocation.of(dialect))
                .validate(JsonMapper.shared().<JsonNode>valueToTree(schema));
    }

    private static String sentence(Error error, String pointer) {
        String message = Optional.ofNullable(error.getMessage()).orElse("it does not fit");
        String prefix = pointer + ": ";
        return message.startsWith(prefix) ? message.substring(prefix.length()) : message;
    }
}

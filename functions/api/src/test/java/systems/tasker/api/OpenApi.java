package systems.tasker.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI document of this API, as what answers are held to. */
public final class OpenApi {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final JsonNode DOCUMENT = document();
    private static final Map<JsonNode, Schema> SCHEMAS = new ConcurrentHashMap<>();
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12,
                    builder ->
                            builder.schemaRegistryConfig(
                                    SchemaRegistryConfig.builder()
                                            .formatAssertionsEnabled(true)
                                            .locale(Locale.ROOT)
                                            .build()));

    private OpenApi() {}

    private static JsonNode document() {
        try (InputStream in = ApiFunction.class.getResourceAsStream("/tasker/openapi.json")) {
            return MAPPER.readTree(Objects.requireNonNull(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The whole of it. */
    static JsonNode root() {
        return DOCUMENT;
    }

    /** What a reference stands for. */
    static JsonNode followed(JsonNode node) {
        return node.has("$ref")
                ? followed(DOCUMENT.at(node.get("$ref").asString().substring(1)))
                : node;
    }

    /** Fails where the document does not have this answer to this request. */
    public static void mustHave(String method, String path, Answer answer) {
        JsonNode response = response(method, path, answer.status());
        String what = method + " " + path + ": " + answer;
        response.path("headers")
                .propertyStream()
                .filter(header -> followed(header.getValue()).path("required").asBoolean(false))
                .forEach(
                        header ->
                                assertTrue(
                                        answer.headers().containsKey(header.getKey()),
                                        () -> header.getKey() + " is missing: " + what));
        if (method.equals("HEAD") || answer.status() == 204) {
            assertEquals("", answer.body(), what);
            return;
        }
        JsonNode content = response.path("content").path(answer.header("Content-Type"));
        assertFalse(content.isMissingNode(), () -> "not such content: " + what);
        JsonNode value =
                answer.header("Content-Type").endsWith("json")
                        ? MAPPER.readTree(answer.body())
                        : MAPPER.valueToTree(answer.body());
        assertEquals(List.of(), violations(content.get("schema"), value), what);
    }

    /** What is wrong with a value by a schema of the document. */
    static List<String> violations(JsonNode schema, JsonNode value) {
        return SCHEMAS.computeIfAbsent(schema, OpenApi::compiled).validate(value).stream()
                .map(String::valueOf)
                .toList();
    }

    private static Schema compiled(JsonNode schema) {
        ObjectNode whole = (ObjectNode) schema.deepCopy();
        whole.set("components", DOCUMENT.get("components"));
        return REGISTRY.getSchema(whole);
    }

    /** What stands at a path and a method; what no operation answers is told for all at once. */
    private static JsonNode response(String method, String path, int status) {
        String operation = method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT);
        JsonNode found =
                DOCUMENT.path("paths")
                        .propertyStream()
                        .filter(entry -> matches(entry.getKey(), path))
                        .findFirst()
                        .map(entry -> entry.getValue().path(operation))
                        .orElse(MissingNode.getInstance());
        if (!found.isMissingNode()) {
            JsonNode response = found.path("responses").path(String.valueOf(status));
            assertFalse(
                    response.isMissingNode(),
                    () -> "no " + status + " is documented for " + method + " " + path);
            return followed(response);
        }
        if (operation.equals("options") && status == 204) {
            return MAPPER.createObjectNode();
        }
        String general =
                switch (status) {
                    case 404 -> "NotFound";
                    case 405 -> "MethodNotAllowed";
                    default -> throw new AssertionError(status + " to " + method + " " + path);
                };
        return DOCUMENT.path("components").path("responses").path(general);
    }

    private static boolean matches(String template, String path) {
        List<String> parts = Arrays.asList(template.split("/", -1));
        List<String> given = Arrays.asList(path.split("/", -1));
        return parts.size() == given.size()
                && IntStream.range(0, parts.size())
                        .allMatch(
                                i ->
                                        parts.get(i).startsWith("{")
                                                ? !given.get(i).isEmpty()
                                                : parts.get(i).equals(given.get(i)));
    }

    /** Everything in the document that can be a schema with an example beside it. */
    static Stream<JsonNode> exampled() {
        return DOCUMENT.findParents("example").stream();
    }
}

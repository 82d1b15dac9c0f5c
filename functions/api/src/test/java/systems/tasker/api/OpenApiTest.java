package systems.tasker.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The document has what the function has. */
class OpenApiTest extends ApiFixture {
    private static Stream<JsonNode> parameters(JsonNode pathItem, JsonNode operation) {
        return Stream.concat(
                        pathItem.path("parameters").valueStream(),
                        operation.path("parameters").valueStream())
                .map(OpenApi::followed);
    }

    private static Set<String> names(Stream<JsonNode> parameters, String in) {
        Set<String> names = new TreeSet<>();
        parameters
                .filter(parameter -> parameter.get("in").asString().equals(in))
                .forEach(parameter -> names.add(parameter.get("name").asString()));
        return names;
    }

    @Test
    void routesAndParametersOfFunctionAndDocumentAreTheSame() {
        Map<String, String> routes = new TreeMap<>();
        for (Route route : api.routes()) {
            Set<String> inPath = new TreeSet<>();
            Pattern.compile("\\{(\\w+)}")
                    .matcher(route.template())
                    .results()
                    .forEach(found -> inPath.add(found.group(1)));
            routes.put(
                    route.method() + " " + route.template(),
                    inPath + " ? " + new TreeSet<>(route.parameters()));
        }
        Map<String, String> documented = new TreeMap<>();
        OpenApi.root()
                .get("paths")
                .propertyStream()
                .forEach(
                        path ->
                                path.getValue()
                                        .propertyStream()
                                        .filter(entry -> !entry.getKey().equals("parameters"))
                                        .forEach(
                                                operation ->
                                                        documented.put(
                                                                operation
                                                                                .getKey()
                                                                                .toUpperCase(
                                                                                        Locale.ROOT)
                                                                        + " "
                                                                        + path.getKey(),
                                                                names(
                                                                                parameters(
                                                                                        path
                                                                                                .getValue(),
                                                                                        operation
                                                                                                .getValue()),
                                                                                "path")
                                                                        + " ? "
                                                                        + names(
                                                                                parameters(
                                                                                        path
                                                                                                .getValue(),
                                                                                        operation
                                                                                                .getValue()),
                                                                                "query"))));
        assertEquals(routes, documented);
    }

    @Test
    void theTypesOfProblemsStandUnderTheirStatus() {
        Map<Integer, Set<String>> kinds = new TreeMap<>();
        for (ProblemKind kind : ProblemKind.values()) {
            kinds.computeIfAbsent(kind.status(), status -> new TreeSet<>()).add(kind.type());
        }
        Map<Integer, Set<String>> documented = new TreeMap<>();
        OpenApi.root()
                .at("/components/responses")
                .valueStream()
                .map(
                        response ->
                                response.at("/content/application~1problem+json/schema/properties"))
                .forEach(
                        properties -> {
                            Set<String> types = new TreeSet<>();
                            properties
                                    .at("/type/enum")
                                    .valueStream()
                                    .forEach(type -> types.add(type.asString()));
                            documented.put(properties.at("/status/const").asInt(), types);
                        });
        assertEquals(kinds, documented);
    }

    @Test
    void theExamplesAreValid() {
        long judged =
                OpenApi.exampled()
                        .filter(node -> node.has("schema"))
                        .peek(
                                node ->
                                        assertEquals(
                                                List.of(),
                                                OpenApi.violations(
                                                        node.get("schema"), node.get("example")),
                                                () -> String.valueOf(node.get("example"))))
                        .count();
        assertTrue(judged > 30, () -> judged + " examples");
    }

    @Test
    void theDocumentIsServedAsItIs() {
        Answer answer = get("/openapi.json").is(200);
        assertEquals("application/json", answer.header("Content-Type"));
        assertEquals("3.1.0", answer.text("openapi"));
        assertEquals(OpenApi.root(), new JsonMapper().readTree(answer.body()));
    }

    @Test
    void whatTheDocumentDoesNotHaveIsNoticed() {
        Answer known = get("/tasks");
        for (String body :
                List.of(
                        "{\"tasks\":[]}",
                        "{\"tasks\":[],\"next_page_token\":null,\"more\":1}",
                        known.body().replace("[]", "[{\"task_id\":\"1\"}]"))) {
            Answer other = new Answer(200, known.headers(), body);
            assertThrows(
                    AssertionError.class, () -> OpenApi.mustHave("GET", "/tasks", other), body);
        }
        Answer teapot = new Answer(418, known.headers(), known.body());
        assertThrows(AssertionError.class, () -> OpenApi.mustHave("GET", "/tasks", teapot));
        Answer bare = new Answer(200, new TreeMap<>(), known.body());
        assertThrows(AssertionError.class, () -> OpenApi.mustHave("GET", "/tasks", bare));
    }

    @Test
    void aFieldMoreOfATaskIsNoticed() {
        created();
        Answer known = get("/tasks");
        Answer other =
                new Answer(
                        200, known.headers(), known.body().replace("\"run\"", "\"x\":1,\"run\""));
        assertThrows(AssertionError.class, () -> OpenApi.mustHave("GET", "/tasks", other));
    }
}

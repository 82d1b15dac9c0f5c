package systems.tasker.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import systems.tasker.service.TaskService;
import systems.tasker.store.ForwardingTaskStore;
import systems.tasker.store.StoreUnavailable;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskQuery;

/** Paths and methods, and what is deployed. */
class ApiRoutingTest extends ApiFixture {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "",
                "/task",
                "/tasks/",
                "//tasks",
                "/tasks/a/b",
                "/TASKS",
                "/handlers/a/b/c",
                "/health",
                "/tasks//steps",
                "/openapi.json/"
            })
    void anUnknownPathIsNotFound(String path) {
        get(path).isProblem(404, "unknown-route");
    }

    @Test
    void aMethodThatThePathDoesNotKnowIsNotAllowed() {
        for (String method : List.of("PUT", "PATCH", "DELETE", "TRACE", "BREW")) {
            Answer answer = ask(Event.of(method, "/tasks")).isProblem(405, "method-not-allowed");
            assertEquals("POST, GET, HEAD, OPTIONS", answer.header("Allow"));
        }
        assertEquals("GET, HEAD, OPTIONS", post("/handlers", Map.of()).is(405).header("Allow"));
        assertEquals(
                "POST, OPTIONS", get("/tasks/" + created() + "/cancel").is(405).header("Allow"));
    }

    @Test
    void everyPathTellsItsMethods() {
        for (Route route : api.routes()) {
            Answer answer = ask(Event.of("OPTIONS", route.template())).is(204);
            assertEquals(true, answer.header("Allow").contains(route.method()), route.template());
        }
        ask(Event.of("OPTIONS", "/nothing")).isProblem(404, "unknown-route");
    }

    @Test
    void headIsGetWithoutTheBody() {
        String id = created();
        for (String path : List.of("/tasks", "/tasks/" + id, "/health/live", "/handlers")) {
            Answer head = ask(Event.of("HEAD", path)).is(200);
            assertEquals("", head.body());
            assertEquals(get(path).headers(), head.headers());
        }
        assertEquals("", ask(Event.of("HEAD", "/tasks/x")).is(400).body());
        assertEquals("", ask(Event.of("HEAD", "/nothing")).is(404).body());
        assertEquals("", ask(Event.of("HEAD", "/tasks/" + id + "/cancel")).is(405).body());
    }

    @Test
    void answersAreNotKeptAndAreWhatTheySay() {
        Answer answer = get("/handlers");
        assertEquals("no-store", answer.header("Cache-Control"));
        assertEquals("nosniff", answer.header("X-Content-Type-Options"));
    }

    @Test
    void deployedWorkflowsAreListed() {
        assertEquals(
                List.of("tests/diamond", "tests/anything"),
                get("/handlers").is(200).objects("handlers").stream()
                        .map(each -> each.text("namespace").get() + "/" + each.text("name").get())
                        .toList());
        assertEquals(2, get("/handlers/tests").is(200).objects("handlers").size());
        get("/handlers/elsewhere").isProblem(404, "unknown-workflow");
    }

    @Test
    void aWorkflowIsToldWithItsSchemaAndGraph() {
        Answer answer = get("/handlers/tests/diamond").is(200);
        assertEquals("1.2.0", answer.text("version"));
        assertEquals(
                Optional.of("email"),
                answer.json()
                        .text("schema", "properties", "customer", "properties", "email", "format"));
        assertEquals(List.of("a", "b", "c", "d"), answer.json().value("dependency_graph", "nodes"));
        assertEquals(
                List.of("a>b", "a>c", "b>d", "c>d"),
                Catalogue.objects(answer.json().value("dependency_graph", "edges")).stream()
                        .map(edge -> edge.text("from").get() + ">" + edge.text("to").get())
                        .toList());
        assertEquals(
                "billing", answer.objects("step_templates").get(1).text("dependent_system").get());
        get("/handlers/tests/square").isProblem(404, "unknown-workflow");
    }

    @Test
    void anotherVersionOfAWorkflowIsNotDeployed() {
        ask(Event.of("GET", "/handlers/tests/diamond").parameter("version", "1.2.0")).is(200);
        assertEquals(
                "?version: must be `1.2.0` or left out",
                ask(Event.of("GET", "/handlers/tests/diamond").parameter("version", "1.0.0"))
                        .isProblem(400, "version-not-deployed")
                        .violations());
    }

    @Test
    void theFunctionCarriesTheWorkflowsOfThisProject() {
        ApiFunction deployed = api(Catalogue.ofClassPath());
        Answer answer =
                ask(deployed, Event.of("GET", "/handlers/blog_examples/user_registration")).is(200);
        assertEquals(5, answer.objects("step_templates").size());
    }

    @Test
    void aliveIsNotReady() {
        Catalogue catalogue = Catalogue.of(TESTS);
        ApiFunction silent =
                new ApiFunction(
                        new TaskService(
                                new ForwardingTaskStore(store) {
                                    @Override
                                    public List<TaskItem> list(TaskQuery query) {
                                        throw new StoreUnavailable("silent", new IOException());
                                    }
                                },
                                engine,
                                catalogue.workflows(),
                                clock),
                        catalogue);
        ask(silent, Event.of("GET", "/health/live")).is(200);
        Answer answer = ask(silent, Event.of("GET", "/health/ready")).isProblem(503, "unavailable");
        assertEquals("5", answer.header("Retry-After"));
        get("/health/ready").is(200);
    }

    @Test
    void aMistakeOfOursIsToldByTheIdUnderWhichItIsLogged() {
        Catalogue catalogue = Catalogue.of(TESTS);
        ApiFunction broken =
                new ApiFunction(
                        new TaskService(
                                new ForwardingTaskStore(store) {
                                    @Override
                                    public List<TaskItem> list(TaskQuery query) {
                                        throw new IllegalStateException("the password is 1234");
                                    }
                                },
                                engine,
                                catalogue.workflows(),
                                clock),
                        catalogue);
        Answer answer = ask(broken, Event.of("GET", "/tasks")).isProblem(500, "internal-error");
        assertEquals(false, answer.body().contains("1234"));
        assertEquals(
                true,
                logLines.stream()
                        .anyMatch(
                                line ->
                                        line.contains("IllegalStateException")
                                                && line.contains(Event.REQUEST_ID)));
    }

    @Test
    void outsideOfADeploymentThereIsNoPlatformAndItIsSaid() {
        ApiFunction nowhere = new ApiFunction();
        ask(nowhere, Event.of("GET", "/health/live")).is(200);
        ask(nowhere, Event.of("GET", "/handlers")).is(200);
        ask(nowhere, Event.of("GET", "/health/ready")).isProblem(500, "internal-error");
        assertEquals(
                true,
                logLines.stream()
                        .anyMatch(line -> line.contains("No platform is on the class path")));
    }
}

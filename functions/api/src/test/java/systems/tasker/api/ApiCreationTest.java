package systems.tasker.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import systems.tasker.engine.Engine;
import systems.tasker.engine.EngineUnavailable;
import systems.tasker.engine.ExecutionName;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.json.JsonText;
import systems.tasker.service.TaskService;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskQuery;

class ApiCreationTest extends ApiFixture {
    private void nothingIsStored() {
        assertEquals(List.of(), store.list(TaskQuery.newest(1)));
        assertEquals(List.of(), engine.started);
    }

    @Test
    void aTaskIsStoredAndStartedAndItsPlaceIsTold() {
        Answer answer = post("/tasks", diamond()).is(201);
        String id = answer.text("task_id");
        assertEquals("/live/tasks/" + id, answer.header("Location"));
        assertEquals(Event.REQUEST_ID, answer.header("X-Request-Id"));
        TaskItem task = store.task(id).orElseThrow();
        assertEquals("free", task.context().object().text("plan").orElseThrow());
        assertEquals(1, engine.started.size());
        assertTrue(engine.started.getFirst().contains(id), engine.started::toString);
    }

    @Test
    void whatIsSaidOfTheNewTaskIsWhatIsSaidOfItLater() {
        Answer answer = post("/tasks", diamond());
        assertEquals(
                answer.json().fields().get("created_at"),
                get("/tasks/" + answer.text("task_id")).is(200).text("created_at"));
    }

    @Test
    void theSameKeyAndBodyGiveTheSameTask() {
        Event event = Event.of("POST", "/tasks").header("Idempotency-Key", "k-1").json(diamond());
        Answer first = ask(event).is(201);
        Answer second = ask(event).is(200);
        assertEquals(first.text("task_id"), second.text("task_id"));
        assertEquals(first.header("Location"), second.header("Location"));
        assertEquals(1, engine.started.size());
    }

    @Test
    void theSameKeyAndAnotherBodyAreRefused() {
        Event event = Event.of("POST", "/tasks").header("idempotency-key", "k-1");
        ask(event.json(diamond())).is(201);
        Map<String, Object> other = new LinkedHashMap<>(diamond());
        other.put("bypass_steps", List.of("b"));
        ask(event.json(other)).isProblem(422, "identity-reused");
        assertEquals(1, engine.started.size());
    }

    @Test
    void byTheHashTheSameRequestGivesTheSameTaskAndAnotherAnother() {
        Map<String, Object> body = new LinkedHashMap<>(diamond());
        body.put("identity_strategy", "hash");
        String id = post("/tasks", body).is(201).text("task_id");
        assertEquals(id, post("/tasks", body).is(200).text("task_id"));
        body.put("bypass_steps", List.of("b"));
        assertNotEquals(id, post("/tasks", body).is(201).text("task_id"));
    }

    @Test
    void withoutAnIdentityEachRequestIsOneOfItsOwn() {
        assertNotEquals(created(), created());
    }

    @Test
    void aRequestHasOneIdentity() {
        Map<String, Object> body = new LinkedHashMap<>(diamond());
        body.put("identity_strategy", "hash");
        ask(Event.of("POST", "/tasks").header("Idempotency-Key", "k").json(body))
                .isProblem(400, "invalid-request");
        ask(Event.of("POST", "/tasks")
                        .header("Idempotency-Key", "k")
                        .header("Idempotency-Key", "l")
                        .json(diamond()))
                .isProblem(400, "invalid-request");
        ask(Event.of("POST", "/tasks").header("Idempotency-Key", "not visible").json(diamond()))
                .isProblem(400, "invalid-request");
        nothingIsStored();
    }

    @Test
    void everyViolationOfTheSchemaIsToldByItsPathInTheBody() {
        Map<String, Object> body = diamond();
        body.put("context", Map.of("customer", Map.of("email", "nobody"), "plan", "gold"));
        Answer answer = post("/tasks", body).isProblem(400, "invalid-context");
        List<String> paths =
                answer.objects("violations").stream()
                        .map(each -> each.text("path").orElseThrow())
                        .toList();
        assertEquals(
                List.of("/context/customer/email", "/context/customer/name", "/context/plan"),
                paths,
                answer.body());
        nothingIsStored();
    }

    @Test
    void everythingThatIsWrongWithTheBodyIsToldAtOnce() {
        Answer answer =
                post(
                                "/tasks",
                                Map.of(
                                        "namespace",
                                        7,
                                        "bypass_steps",
                                        List.of("a", 1),
                                        "identity_strategy",
                                        "mine",
                                        "contxt",
                                        Map.of()))
                        .isProblem(400, "invalid-request");
        assertEquals(
                """
                /contxt: is not known; known are: namespace, name, version, context, bypass_steps, identity_strategy
                /namespace: must be a string
                /name: is required
                /context: is required
                /bypass_steps/1: must be a string
                /identity_strategy: must be `default` or `hash`\
                """,
                answer.violations());
        nothingIsStored();
    }

    @Test
    void anotherVersionThanTheDeployedOneIsRefusedByTheNameOfThatOne() {
        Map<String, Object> body = diamond();
        body.put("version", "2.0.0");
        Answer answer = post("/tasks", body).isProblem(400, "version-not-deployed");
        assertEquals(
                "Version `2.0.0` of `tests/diamond` is not deployed; the deployed one is `1.2.0`",
                answer.detail());
        assertEquals("/version: must be `1.2.0` or left out", answer.violations());
        body.put("version", "1.2.0");
        post("/tasks", body).is(201);
    }

    @Test
    void anUnknownWorkflowIsRefusedByTheNamesOfThoseThatThereAre() {
        Map<String, Object> body = diamond();
        body.put("name", "diamnd");
        Answer answer = post("/tasks", body).isProblem(400, "invalid-request");
        assertEquals(
                "No workflow `tests/diamnd` is deployed; deployed: tests/diamond, tests/anything",
                answer.detail());
        body.put("name", "diamond");
        body.remove("namespace");
        assertTrue(
                post("/tasks", body)
                        .isProblem(400, "invalid-request")
                        .detail()
                        .startsWith("No workflow `default/diamond` is deployed"));
        nothingIsStored();
    }

    @Test
    void onlyStepsThatTheTemplateCallsSkippableAreBypassed() {
        Map<String, Object> body = diamond();
        body.put("bypass_steps", List.of("b", "a", "x"));
        assertEquals(
                """
                /bypass_steps/1: `a` is not `skippable` in its template
                /bypass_steps/2: `x` is no step of `tests/diamond`; its steps: a, b, c, d\
                """,
                post("/tasks", body).isProblem(400, "invalid-request").violations());
        nothingIsStored();
    }

    @Test
    void whenTheEngineDoesNotAnswerTheRequestMayBeSentAgain() {
        Engine silent =
                new Engine() {
                    @Override
                    public void start(ExecutionName execution, JsonText input) {
                        throw new EngineUnavailable("silent", new IOException());
                    }

                    @Override
                    public void stop(ExecutionName execution, String error, String cause) {}

                    @Override
                    public Optional<ExecutionStatus> describe(ExecutionName execution) {
                        return Optional.empty();
                    }
                };
        Catalogue catalogue = Catalogue.of(TESTS);
        ApiFunction failing =
                new ApiFunction(
                        new TaskService(store, silent, catalogue.workflows(), clock), catalogue);
        Event event = Event.of("POST", "/tasks").header("Idempotency-Key", "k-1").json(diamond());
        Answer answer = ask(failing, event).isProblem(503, "unavailable");
        assertEquals("5", answer.header("Retry-After"));
        ask(event).is(200);
        assertEquals(1, engine.started.size());
    }
}

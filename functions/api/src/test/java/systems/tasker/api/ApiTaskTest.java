package systems.tasker.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import systems.tasker.engine.Engine;
import systems.tasker.engine.ExecutionName;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.json.JsonObject;
import systems.tasker.json.JsonText;
import systems.tasker.service.TaskService;
import systems.tasker.store.Annotation;

/** What is told of a task. */
class ApiTaskTest extends ApiFixture {
    private static final String NOBODY = "0199b1c4-6f3a-7d2e-9a41-5b0c8e7f6d21";

    private static List<String> states(List<JsonObject> steps) {
        return steps.stream()
                .map(step -> step.text("name").orElseThrow() + " " + step.text("status").orElse(""))
                .toList();
    }

    @Test
    void aTaskIsToldWithStepsAnnotationsAndWhyItFailed() {
        String id = failed();
        store.annotate(
                id, List.of(new Annotation("note", new JsonText("{\"x\":1}"), clock.instant())));
        Answer answer = get("/tasks/" + id).is(200);
        assertEquals("error", answer.text("status"));
        assertEquals("DECLINED", answer.text("error", "code"));
        assertEquals(
                List.of("a complete", "b error", "c pending", "d pending"),
                states(answer.objects("steps")));
        assertEquals(Optional.of(1), answer.json().number("annotations", "note", "x"));
        assertEquals("ada@example.com", answer.text("context", "customer", "email"));
        assertEquals(null, answer.json().value("execution_link"));
    }

    @Test
    void whereTheEngineHasAPlaceForItTheExecutionIsLinked() {
        Engine linking =
                new Engine() {
                    @Override
                    public void start(ExecutionName execution, JsonText input) {}

                    @Override
                    public void stop(ExecutionName execution, String error, String cause) {}

                    @Override
                    public Optional<ExecutionStatus> describe(ExecutionName execution) {
                        return Optional.of(ExecutionStatus.RUNNING);
                    }

                    @Override
                    public Optional<String> link(ExecutionName execution) {
                        return Optional.of("https://console.example.com/" + execution.name());
                    }
                };
        Catalogue catalogue = Catalogue.of(TESTS);
        ApiFunction function =
                new ApiFunction(
                        new TaskService(store, linking, catalogue.workflows(), clock), catalogue);
        String id = ask(function, Event.of("POST", "/tasks").json(diamond())).text("task_id");
        assertEquals(
                "https://console.example.com/" + id,
                ask(function, Event.of("GET", "/tasks/" + id)).text("execution_link"));
    }

    @Test
    void anIdInCapitalsIsTheSameId() {
        String id = created();
        assertEquals(id, get("/tasks/" + id.toUpperCase(Locale.ROOT)).is(200).text("task_id"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "x",
                "0199b1c46f3a7d2e9a415b0c8e7f6d21",
                "0199b1c4-6f3a-7d2e-9a41-5b0c8e7f6d2g",
                "%27%20OR%201=1",
                "..%2f..",
                "%00"
            })
    void whatIsNoIdIsToldToBeNone(String id) {
        for (String below : List.of("", "/steps", "/steps/a", "/transitions", "/diagram")) {
            get("/tasks/" + id + below).isProblem(400, "invalid-task-id");
        }
        for (String below : List.of("/retry", "/cancel", "/steps/a/resolve", "/steps/a/skip")) {
            post("/tasks/" + id + below, Map.of("reason", "why")).isProblem(400, "invalid-task-id");
        }
    }

    @Test
    void theIdOfNoTaskIsUnknown() {
        for (String below : List.of("", "/steps", "/steps/a", "/transitions", "/diagram")) {
            assertEquals(
                    "There is no task `" + NOBODY + "`; `GET /tasks` lists those there are",
                    get("/tasks/" + NOBODY + below).isProblem(404, "unknown-task").detail());
        }
        for (String below : List.of("/cancel", "/steps/a/resolve", "/steps/a/skip")) {
            post("/tasks/" + NOBODY + below, Map.of("reason", "why"))
                    .isProblem(404, "unknown-task");
        }
        post("/tasks/" + NOBODY + "/retry", Map.of()).isProblem(404, "unknown-task");
    }

    @Test
    void itsStepsAreToldInTheOrderOfTheTemplate() {
        assertEquals(
                List.of("a complete", "b error", "c pending", "d pending"),
                states(get("/tasks/" + failed() + "/steps").is(200).objects("steps")));
    }

    @Test
    void oneStepIsToldWithItsResults() {
        String id = failed();
        Answer answer = get("/tasks/" + id + "/steps/a").is(200);
        assertEquals("a", answer.text("results", "of"));
        assertEquals(2, answer.objects("transitions").size());
        assertEquals(
                "Task `" + id + "` has no step `e`; its steps: a, b, c, d",
                get("/tasks/" + id + "/steps/e").isProblem(404, "unknown-step").detail());
        get("/tasks/" + id + "/steps/%61").is(200);
    }

    @Test
    void transitionsOfTaskAndStepsStandTogetherOldestFirst() {
        Answer answer = get("/tasks/" + failed() + "/transitions").is(200);
        List<String> told =
                answer.objects("transitions").stream()
                        .map(
                                each ->
                                        each.text("step").orElse("task")
                                                + " "
                                                + each.text("to").orElseThrow())
                        .toList();
        assertEquals(
                List.of(
                        "task in_progress",
                        "task error",
                        "a in_progress",
                        "a complete",
                        "b in_progress",
                        "b error"),
                told);
        assertEquals(Optional.of(0), answer.json().number("folded"));
    }

    @Test
    void theDiagramShowsHowEachStepStands() {
        ApiFunction deployed = api(Catalogue.ofClassPath());
        String id =
                ask(
                                deployed,
                                Event.of("POST", "/tasks")
                                        .json(
                                                Map.of(
                                                        "namespace",
                                                        "blog_examples",
                                                        "name",
                                                        "user_registration",
                                                        "context",
                                                        Map.of(
                                                                "user_info",
                                                                Map.of(
                                                                        "email", "a@b.cd", "name",
                                                                        "Ada")))))
                        .is(201)
                        .text("task_id");
        complete(id, "create_user_account");
        claimed(id, "setup_billing_profile");
        Answer answer = ask(deployed, Event.of("GET", "/tasks/" + id + "/diagram")).is(200);
        assertEquals("image/svg+xml", answer.header("Content-Type"));
        String svg = answer.body();
        assertTrue(svg.contains(": task " + id + ", in_progress</title>"), svg);
        for (String step :
                List.of(
                        "step complete\" data-step=\"create_user_account",
                        "step in_progress\" data-step=\"setup_billing_profile",
                        "step pending\" data-step=\"initialize_preferences",
                        "step pending\" data-step=\"send_welcome_sequence",
                        "step pending\" data-step=\"update_user_status")) {
            assertTrue(svg.contains("<g class=\"" + step + "\">"), () -> step + " in " + svg);
        }
        assertFalse(svg.contains("<script"), svg);
        assertEquals(
                "default-src 'none'; style-src 'unsafe-inline'",
                answer.header("Content-Security-Policy"));
    }

    @Test
    void theLogHasALineOfEachRequestAndNothingOfItsBody() {
        String id = created();
        String line = logLines.getLast();
        assertTrue(line.contains("\"path\":\"/live/tasks\""), line);
        assertTrue(line.contains("\"status_code\":201"), line);
        assertTrue(line.contains(Event.REQUEST_ID), line);
        get("/tasks/" + id);
        assertTrue(logLines.stream().noneMatch(each -> each.contains("ada@example.com")));
    }
}

package systems.tasker.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.json.JsonObject;
import systems.tasker.service.TaskService;
import systems.tasker.store.StepStatus;
import systems.tasker.store.TaskStatus;

/** What a person does about tasks. */
class ApiOperationsTest extends ApiFixture {
    private static final Map<String, Object> WHY = Map.of("reason", "ticket 4711");

    private StepStatus step(String task, String name) {
        return store.read(task, List.of(name)).step(name).orElseThrow().status();
    }

    private TaskStatus status(String task) {
        return store.task(task).orElseThrow().status();
    }

    @Test
    void aFailedTaskIsRetriedWithoutABody() {
        String id = failed();
        Answer answer = ask(Event.of("POST", "/tasks/" + id + "/retry")).is(200);
        assertEquals(2, answer.json().number("run").orElseThrow());
        assertEquals("in_progress", answer.text("status"));
        assertTrue(engine.started.getLast().contains(id + "-2"), engine.started::toString);
    }

    @Test
    void aTaskThatRunsIsNotRetried() {
        String id = created();
        post("/tasks/" + id + "/retry", Map.of()).isProblem(409, "wrong-state");
        assertEquals(1, engine.started.size());
    }

    @Test
    void aTaskIsStartedOverFromAStep() {
        String id = failed();
        Answer answer =
                post("/tasks/" + id + "/retry", Map.of("from", "a", "reason", "lost")).is(200);
        assertEquals(2, answer.json().number("run").orElseThrow());
        assertTrue(
                store.task(id)
                        .orElseThrow()
                        .transitions()
                        .entries()
                        .getLast()
                        .toString()
                        .contains("started over from `a`: lost"));
    }

    @Test
    void fromAStepThatIsNoneIsAMistakeInTheBody() {
        assertEquals(
                "/from: is no step of the workflow",
                post("/tasks/" + failed() + "/retry", Map.of("from", "z", "reason", "lost"))
                        .isProblem(400, "invalid-request")
                        .violations());
    }

    @Test
    void startingOverNeedsAReasonAndAReasonNeedsAStep() {
        String id = failed();
        assertEquals(
                "/reason: is required",
                post("/tasks/" + id + "/retry", Map.of("from", "a"))
                        .isProblem(400, "invalid-request")
                        .violations());
        assertEquals(
                "/reason: goes with `from`",
                post("/tasks/" + id + "/retry", WHY)
                        .isProblem(400, "invalid-request")
                        .violations());
        assertEquals(1, store.task(id).orElseThrow().run());
    }

    @Test
    void aTaskIsCancelledAndToldWhatHadBeenDone() {
        String id = created();
        complete(id, "a");
        claimed(id, "b");
        Answer answer = post("/tasks/" + id + "/cancel", WHY).is(200);
        JsonObject told = answer.json();
        assertEquals(List.of("a"), told.value("done"));
        assertEquals(List.of("b"), told.value("in_flight"));
        assertEquals(List.of("c", "d"), told.value("not_done"));
        assertEquals(TaskStatus.CANCELLED, status(id));
        assertEquals(ExecutionStatus.ABORTED, engine.executions.get(id));
        assertEquals("cancelled", post("/tasks/" + id + "/cancel", WHY).is(200).text("status"));
    }

    @Test
    void aTaskThatIsCompleteIsNotCancelled() {
        String id = created();
        assertTrue(store.put(store.task(id).orElseThrow().completed(clock.instant())));
        engine.executions.put(id, ExecutionStatus.SUCCEEDED);
        post("/tasks/" + id + "/cancel", WHY).isProblem(409, "wrong-state");
        String detail =
                post("/tasks/" + id + "/retry", Map.of()).isProblem(409, "wrong-state").detail();
        assertTrue(
                detail.endsWith(
                        "`POST /tasks/%s/retry` with `from`: `STEP` does a step and those after it again"
                                .formatted(id)),
                detail);
    }

    @Test
    void aFailedStepIsResolvedByHandAndTheTaskGoesOn() {
        String id = failed();
        Answer answer =
                post(
                                "/tasks/" + id + "/steps/b/resolve",
                                Map.of("results", List.of(1, 2), "reason", "by hand"))
                        .is(200);
        assertEquals("resolved_manually", answer.text("status"));
        assertEquals(List.of(1, 2), answer.json().value("results"));
        assertEquals(StepStatus.RESOLVED_MANUALLY, step(id, "b"));
        ask(Event.of("POST", "/tasks/" + id + "/retry")).is(200);
    }

    @Test
    void withoutResultsTheyAreAnEmptyObjectAndNullIsNull() {
        String id = failed();
        assertEquals(
                Map.of(),
                post("/tasks/" + id + "/steps/b/resolve", WHY).is(200).json().value("results"));
        Map<String, Object> body = new LinkedHashMap<>(WHY);
        body.put("results", null);
        assertEquals(
                null,
                post("/tasks/" + id + "/steps/c/resolve", body).is(200).json().value("results"));
    }

    @Test
    void whatIsSatisfiedOrRunsIsNotResolved() {
        String id = failed();
        post("/tasks/" + id + "/steps/a/resolve", WHY).isProblem(409, "wrong-state");
        post("/tasks/" + id + "/steps/z/resolve", WHY).isProblem(404, "unknown-step");
        String running = created();
        claimed(running, "a");
        post("/tasks/" + running + "/steps/a/resolve", WHY).isProblem(409, "wrong-state");
        assertEquals(StepStatus.IN_PROGRESS, step(running, "a"));
    }

    @Test
    void onlyWhatItsTemplateCallsSkippableIsSkipped() {
        String id = failed();
        Answer answer = post("/tasks/" + id + "/steps/b/skip", WHY).is(200);
        assertEquals("skipped", answer.text("status"));
        String detail =
                post("/tasks/" + id + "/steps/c/skip", WHY).isProblem(409, "wrong-state").detail();
        assertEquals(
                "Step `c` is not `skippable` in its template; `POST /tasks/{task_id}/steps/{step}/resolve`"
                        + " gives it results by hand",
                detail);
        post("/tasks/" + id + "/steps/z/skip", WHY).isProblem(404, "unknown-step");
    }

    @Test
    void eachNeedsAReasonThatSaysSomething() {
        String id = failed();
        for (String operation : List.of("cancel", "steps/b/resolve", "steps/b/skip")) {
            String path = "/tasks/" + id + "/" + operation;
            assertEquals("/reason: is required", reason(path, Map.of()));
            assertEquals("/reason: must not be blank", reason(path, Map.of("reason", " \t")));
            assertEquals("/reason: must be a string", reason(path, Map.of("reason", 1)));
            assertEquals(
                    "/reason: must be a string",
                    reason(path, Collections.singletonMap("reason", null)));
            assertEquals(
                    "/reason: may have at most 1000 characters",
                    reason(path, Map.of("reason", "😀".repeat(1001))));
        }
        assertEquals(TaskStatus.ERROR, status(id));
        assertEquals(StepStatus.ERROR, step(id, "b"));
        post("/tasks/" + id + "/steps/b/skip", Map.of("reason", "😀".repeat(1000))).is(200);
    }

    private String reason(String path, Map<String, ?> body) {
        return post(path, body).isProblem(400, "invalid-request").violations();
    }

    @Test
    void aTaskWhoseWorkflowIsNotDeployedAnyMoreCanBeSeenButNotRetried() {
        String id = failed();
        Catalogue none = Catalogue.of("{\"workflows\": []}");
        ApiFunction later = new ApiFunction(new TaskService(store, engine, List.of(), clock), none);
        ask(later, Event.of("GET", "/tasks/" + id)).is(200);
        ask(later, Event.of("POST", "/tasks/" + id + "/retry"))
                .isProblem(409, "workflow-not-deployed");
        ask(later, Event.of("POST", "/tasks/" + id + "/steps/b/skip").json(WHY))
                .isProblem(409, "workflow-not-deployed");
        ask(later, Event.of("GET", "/tasks/" + id + "/diagram")).isProblem(404, "unknown-workflow");
    }
}

package systems.tasker.api;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import systems.tasker.ServiceDirectory;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.json.Json;
import systems.tasker.json.JsonText;
import systems.tasker.protocol.TaskerRuntime;
import systems.tasker.service.RecordingEngine;
import systems.tasker.service.TaskService;
import systems.tasker.store.Failure;
import systems.tasker.store.InMemoryTaskStore;
import systems.tasker.store.StepItem;
import systems.tasker.store.TaskItem;
import systems.tasker.testing.HarnessContext;
import systems.tasker.testing.MutableClock;

/** The function over a store in memory; every answer is held to the OpenAPI document. */
abstract class ApiFixture {
    /** a, then b and c, then d: b may be skipped. */
    static final String TESTS =
            """
            {"workflows": [
              {"namespace": "tests", "name": "diamond", "version": "1.2.0", "description": null,
               "schema": {
                 "type": "object", "required": ["customer"],
                 "properties": {
                   "customer": {"type": "object", "required": ["email", "name"], "properties": {
                     "email": {"type": "string", "format": "email"}}},
                   "plan": {"enum": ["free", "pro"], "default": "free"}}},
               "step_templates": [
                 {"name": "a", "description": null, "handler_class": "tests.A",
                  "depends_on_steps": [], "dependent_system": null, "default_retryable": true,
                  "default_retry_limit": 3, "skippable": false},
                 {"name": "b", "description": "B", "handler_class": "tests.B",
                  "depends_on_steps": ["a"], "dependent_system": "billing",
                  "default_retryable": false, "default_retry_limit": 0, "skippable": true},
                 {"name": "c", "description": null, "handler_class": "tests.C",
                  "depends_on_steps": ["a"], "dependent_system": null, "default_retryable": true,
                  "default_retry_limit": 3, "skippable": false},
                 {"name": "d", "description": null, "handler_class": "tests.D",
                  "depends_on_steps": ["b", "c"], "dependent_system": null,
                  "default_retryable": true, "default_retry_limit": 3, "skippable": false}],
               "drawing": ["<svg><title>tests/diamond</title>",
                 "<g class=\\"step\\" data-step=\\"a\\"><title>a</title></g>",
                 "<g class=\\"step\\" data-step=\\"d\\"><title>d</title></g></svg>"]},
              {"namespace": "tests", "name": "anything", "version": "1", "description": "Any",
               "schema": {}, "drawing": ["<svg><title>any</title></svg>"],
               "step_templates": [
                 {"name": "only", "description": null, "handler_class": "tests.Only",
                  "depends_on_steps": [], "dependent_system": null, "default_retryable": true,
                  "default_retry_limit": 3, "skippable": false}]}]}
            """;

    static final Map<String, Object> CONTEXT =
            Map.of("customer", Map.of("email", "ada@example.com", "name", "Ada"));

    final InMemoryTaskStore store = new InMemoryTaskStore();
    final RecordingEngine engine = new RecordingEngine();
    final MutableClock clock = new MutableClock();
    final List<String> logLines = new ArrayList<>();
    final ApiFunction api = api(Catalogue.of(TESTS));

    ApiFunction api(Catalogue catalogue) {
        return new ApiFunction(
                new TaskService(store, engine, catalogue.workflows(), clock), catalogue);
    }

    Answer ask(ApiFunction function, Event event) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            function.handleRequest(
                    new ByteArrayInputStream(event.json()),
                    out,
                    new HarnessContext(
                            "lambda-request",
                            new TaskerRuntime(store, clock, ServiceDirectory.of(null), token -> {}),
                            logLines::add));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Answer answer = Answer.of(out.toByteArray());
        OpenApi.mustHave(event.method(), event.path(), answer);
        return answer;
    }

    Answer ask(Event event) {
        return ask(api, event);
    }

    Answer get(String path) {
        return ask(Event.of("GET", path));
    }

    Answer post(String path, @Nullable Object body) {
        return ask(Event.of("POST", path).json(body));
    }

    static SequencedMap<String, @Nullable Object> diamond() {
        SequencedMap<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("namespace", "tests");
        body.put("name", "diamond");
        body.put("context", CONTEXT);
        return body;
    }

    /** A task that runs; its id. */
    String created() {
        clock.advance(Duration.ofMillis(5));
        return post("/tasks", diamond()).is(201).text("task_id");
    }

    StepItem claimed(String task, String step) {
        StepItem claimed =
                store.read(task, List.of(step))
                        .stepOrUnclaimed(step, clock.instant())
                        .claimed(
                                store.task(task).orElseThrow().run(),
                                "claim-" + step,
                                clock.instant().plusSeconds(30),
                                clock.instant());
        assertTrue(store.put(claimed));
        return claimed;
    }

    void complete(String task, String step) {
        StepItem claimed = claimed(task, step);
        assertTrue(
                store.put(
                        claimed.completed(
                                new JsonText(Json.write(Map.of("of", step))), clock.instant())));
    }

    /** A task of which a is complete, b in error, and c and d not begun; its id. */
    String failed() {
        String id = created();
        complete(id, "a");
        StepItem b = claimed(id, "b");
        assertTrue(
                store.put(
                        b.failed(
                                Failure.last("PermanentError", "DECLINED", "No money"),
                                clock.instant())));
        TaskItem task = store.task(id).orElseThrow();
        assertTrue(
                store.put(
                        task.failed(
                                Failure.last("TaskFailed", "DECLINED", "No money"),
                                clock.instant())));
        engine.executions.put(task.execution(), ExecutionStatus.FAILED);
        return id;
    }
}

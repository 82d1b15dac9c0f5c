package systems.tasker.testing;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import systems.tasker.ServiceDirectory;
import systems.tasker.engine.ExecutionInput;
import systems.tasker.json.Json;
import systems.tasker.json.JsonObject;
import systems.tasker.json.JsonText;
import systems.tasker.protocol.TaskerRuntime;
import systems.tasker.store.InMemoryTaskStore;
import systems.tasker.store.StepItem;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskStore;

/**
 * One task on a store in memory, and the payloads that a compiled machine sends for it: the
 * functions under test are called with bytes, through their real entry points.
 */
public final class FunctionHarness {
    public static final String TASK = "0199-task";
    public static final String CORRELATION_ID = "reg_test_1";

    private final MutableClock clock = new MutableClock();
    private final List<String> answered = Collections.synchronizedList(new ArrayList<>());
    private final List<String> logLines = Collections.synchronizedList(new ArrayList<>());
    private final TaskStore store;
    private ServiceDirectory services = ServiceDirectory.of(null);
    private final Map<String, String> environment = new LinkedHashMap<>();
    private int invocations;

    /** A harness with a task on a context. */
    public FunctionHarness(Object context) {
        this(new InMemoryTaskStore(), context, List.of());
    }

    /** Likewise, on a store of the caller's, for a template with these steps. */
    public FunctionHarness(TaskStore store, Object context, List<String> steps) {
        this(store, context, steps, List.of());
    }

    /** Likewise, some of which are to be bypassed. */
    public FunctionHarness(
            TaskStore store, Object context, List<String> steps, List<String> bypassed) {
        this.store = store;
        store.put(
                TaskItem.created(
                        TASK,
                        "tests",
                        "example",
                        "1.0.0",
                        CORRELATION_ID,
                        "fingerprint",
                        JsonText.of(context),
                        steps,
                        bypassed,
                        clock.instant()));
    }

    /** Maps base URLs to where the services are. */
    public void services(Map<String, String> directory) {
        services = ServiceDirectory.of(Json.write(directory));
    }

    /** Sets a variable of the environment that the functions run in. */
    public void environment(String name, String value) {
        environment.put(name, value);
    }

    public TaskStore store() {
        return store;
    }

    public MutableClock clock() {
        return clock;
    }

    /** What the functions logged, a JSON object a line. */
    public List<JsonObject> log() {
        return logLines.stream().map(line -> JsonObject.of(Json.parse(line))).toList();
    }

    /** The task tokens that the functions answered. */
    public List<String> answeredTokens() {
        return List.copyOf(answered);
    }

    public TaskItem task() {
        return store.task(TASK).orElseThrow();
    }

    public StepItem step(String name) {
        return store.read(TASK, List.of(name)).step(name).orElseThrow();
    }

    /** Records a step as complete, without running anything. */
    public void complete(String step, Object results) {
        StepItem claimed =
                StepItem.unclaimed(TASK, step, 1, clock.instant())
                        .claimed(1, "by-harness", clock.instant().plusSeconds(30), clock.instant());
        store.put(claimed);
        store.put(claimed.completed(JsonText.of(results), clock.instant()));
    }

    /** The payload of a step's function; change it as the test needs. */
    public SequencedMap<String, @Nullable Object> stepPayload(
            String step, List<String> dependsOn, Map<String, ?> handlerConfig) {
        SequencedMap<String, @Nullable Object> payload = payload();
        payload.put("retry_count", 0);
        payload.put("step", step);
        payload.put("depends_on", dependsOn);
        payload.put("retryable", true);
        payload.put("retry_limit", 3);
        payload.put("handler_config", handlerConfig);
        return payload;
    }

    /** The payload of the gate function. */
    public SequencedMap<String, @Nullable Object> gatePayload(
            String gate, List<String> waitsFor, String token) {
        SequencedMap<String, @Nullable Object> payload = payload();
        payload.put("retry_count", 0);
        payload.put("gate", gate);
        payload.put("waits_for", waitsFor);
        payload.put("token", token);
        return payload;
    }

    /** The payload of a Finalize function. */
    public SequencedMap<String, @Nullable Object> finalizePayload(List<String> steps) {
        SequencedMap<String, @Nullable Object> payload = payload();
        payload.put("retry_count", 0);
        payload.put("steps", steps);
        return payload;
    }

    /** The payload of the recorder. */
    public SequencedMap<String, @Nullable Object> recorderPayload(
            String step, String error, String cause) {
        SequencedMap<String, @Nullable Object> payload = payload();
        payload.put("step", step);
        payload.put("error", error);
        payload.put("cause", cause);
        return payload;
    }

    private SequencedMap<String, @Nullable Object> payload() {
        TaskItem task = task();
        SequencedMap<String, @Nullable Object> payload = new LinkedHashMap<>();
        payload.put("v", 1);
        payload.put("execution", task.execution());
        payload.put("input", new ExecutionInput(TASK, task.run(), CORRELATION_ID).json().value());
        return payload;
    }

    /** Invokes an entry point; what it throws is what Step Functions would see the class of. */
    public JsonObject invoke(RequestStreamHandler function, Map<String, ?> payload) {
        return invoke(function, payload, "request-" + ++invocations);
    }

    /** Likewise, as a given Lambda request. */
    public JsonObject invoke(
            RequestStreamHandler function, Map<String, ?> payload, String requestId) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            function.handleRequest(
                    new ByteArrayInputStream(Json.bytes(payload)),
                    out,
                    new HarnessContext(
                            requestId,
                            new TaskerRuntime(
                                    store, clock, services, answered::add, environment::get),
                            line -> logLines.add(line.strip())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return JsonObject.of(Json.parse(out.toByteArray()));
    }
}

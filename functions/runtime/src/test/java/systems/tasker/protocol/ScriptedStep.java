package systems.tasker.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import systems.tasker.Sequence;
import systems.tasker.Step;
import systems.tasker.Task;
import systems.tasker.handler.StepHandler;
import systems.tasker.json.JsonObject;
import systems.tasker.store.Failure;
import systems.tasker.store.InMemoryTaskStore;
import systems.tasker.store.StepItem;
import systems.tasker.store.TaskItem;
import systems.tasker.testing.FunctionHarness;

/** A step below a parent and a grandparent, whose handler does what the test says. */
abstract class ScriptedStep {
    final FunctionHarness harness =
            new FunctionHarness(
                    new InMemoryTaskStore(),
                    Map.of("amount", 7),
                    List.of("step", "parent", "grandparent"));
    final Scripted handler = new Scripted();

    /** Does what the test says, one entry an invocation, and remembers that it was called. */
    static final class Scripted extends StepHandler {
        final Deque<Object> script = new ArrayDeque<>();
        final List<String> keys = new ArrayList<>();

        @Override
        public @Nullable Object process(Task task, Sequence sequence, Step step) throws Exception {
            keys.add(step.idempotencyKey());
            Object next = script.isEmpty() ? Map.of("ok", true) : script.removeFirst();
            if (next instanceof Runnable action) {
                action.run();
                return Map.of();
            }
            if (next instanceof Exception e) {
                throw e;
            }
            if (next instanceof java.lang.Error e) {
                throw e;
            }
            return next.equals("null") ? null : next;
        }
    }

    SequencedMap<String, @Nullable Object> payload(Object... changes) {
        SequencedMap<String, @Nullable Object> payload =
                harness.stepPayload("step", List.of(), Map.of());
        for (int i = 0; i < changes.length; i += 2) {
            payload.put((String) changes[i], changes[i + 1]);
        }
        return payload;
    }

    JsonObject invoke(Object... changes) {
        return harness.invoke(handler, payload(changes));
    }

    <E extends Throwable> String thrown(Class<E> kind, Object... changes) {
        E error = assertThrows(kind, () -> invoke(changes));
        assertEquals(kind, error.getClass());
        assertEquals(0, error.getStackTrace().length, "no stack trace leaves a function");
        return String.valueOf(error.getMessage());
    }

    static Failure failure(StepItem step) {
        return java.util.Objects.requireNonNull(step.failure());
    }

    List<String> trail() {
        return harness.step("step").transitions().entries().stream()
                .map(t -> t.from() + ">" + t.to() + "#" + t.attempt())
                .toList();
    }

    void newRun() {
        TaskItem task = harness.task();
        harness.store().put(task.failed(Failure.last("TaskFailed", null, ""), task.updatedAt()));
        harness.store()
                .put(harness.task().resumed("1.0.0", task.steps(), harness.clock().instant()));
    }
}

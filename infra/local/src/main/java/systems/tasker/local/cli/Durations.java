package systems.tasker.local.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import systems.tasker.compiler.CompiledWorkflow;
import systems.tasker.compiler.diagnostics.DidYouMean;
import systems.tasker.json.InvalidJson;
import systems.tasker.json.Json;
import systems.tasker.local.stack.LocalStack;
import systems.tasker.service.TaskView;
import systems.tasker.store.StepItem;

/**
 * How many seconds each step of a workflow takes.
 *
 * @param source where they come from, in words
 */
record Durations(ToDoubleFunction<String> bySteps, String source) {

    static Durations oneSecond() {
        return new Durations(step -> 1, "if each step takes 1 s");
    }

    /** Those of a JSON object from steps to seconds, which has to have all of them. */
    static Durations read(Path file, CompiledWorkflow workflow) {
        SequencedMap<String, Double> seconds = new LinkedHashMap<>();
        if (!(parsed(file) instanceof Map<?, ?> object)) {
            throw new Console.Failure("`" + file + "` is not a JSON object of steps to seconds");
        }
        object.forEach(
                (step, value) -> {
                    String name = String.valueOf(step);
                    if (!workflow.steps().contains(name)) {
                        throw new Console.Failure(unknown(file, name, workflow.steps()));
                    }
                    if (!(value instanceof Number number) || !(number.doubleValue() >= 0)) {
                        throw new Console.Failure(
                                "`" + file + "`: `" + name + "` is not a number of seconds");
                    }
                    seconds.put(name, number.doubleValue());
                });
        return complete(seconds, workflow, "`" + file + "`", "by the durations of " + file);
    }

    private static Object parsed(Path file) {
        try {
            Object parsed = Json.parse(Files.readString(file));
            return parsed == null ? "null" : parsed;
        } catch (IOException e) {
            throw new Console.Failure("`" + file + "` cannot be read: " + FileTrouble.reason(e));
        } catch (InvalidJson e) {
            throw new Console.Failure("`" + file + "` is not JSON: " + e.getMessage());
        }
    }

    private static String unknown(Path file, String name, List<String> steps) {
        return "`"
                + file
                + "`: the workflow has no step `"
                + name
                + "`"
                + DidYouMean.among(steps, name)
                        .map(meant -> "; did you mean `" + meant + "`?")
                        .orElse("");
    }

    /** What the steps of a task took in the runs that completed them, retries included. */
    static Durations ofTask(String id, CompiledWorkflow workflow, Path store) {
        SequencedMap<String, Double> seconds = new LinkedHashMap<>();
        try (LocalStack records = LocalStack.open(store)) {
            TaskView view = records.tasks().show(id);
            for (StepItem step : view.steps()) {
                if (step.completedAt() != null) {
                    Span.of(step, step.completedAt())
                            .ifPresent(
                                    span ->
                                            seconds.put(
                                                    step.name(), span.duration().toNanos() / 1e9));
                }
            }
        }
        return complete(seconds, workflow, "Task " + id, "by the durations of task " + id);
    }

    private static Durations complete(
            SequencedMap<String, Double> seconds,
            CompiledWorkflow workflow,
            String what,
            String source) {
        List<String> missing = new ArrayList<>(workflow.steps());
        missing.removeAll(seconds.sequencedKeySet());
        if (!missing.isEmpty()) {
            throw new Console.Failure(
                    what + " has no duration for `" + String.join("`, `", missing) + "`");
        }
        return new Durations(step -> seconds.getOrDefault(step, 0.0), source);
    }
}

package systems.tasker.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import systems.tasker.store.GateItem;
import systems.tasker.store.StepItem;
import systems.tasker.store.StepStatus;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskStatus;

/** Tasks, steps and gates as items of the table, and back. */
final class Items {
    private Items() {}

    static Map<String, AttributeValue> of(TaskItem task) {
        return Values.with(Keys.task(task.id()))
                .put("id", task.id())
                .put("namespace", task.namespace())
                .put("name", task.name())
                .put("version", task.version())
                .put(Keys.STATUS, task.status().wireName())
                .put(Keys.CREATED, Keys.created(task.createdAt(), task.id()))
                .put("run", task.run())
                .put("execution", task.execution())
                .put("correlation_id", task.correlationId())
                .put("fingerprint", task.fingerprint())
                .put("context", task.context())
                .put("steps", task.steps())
                .put("bypassed", task.bypassed())
                .put("generations", task.generations())
                .put("created_at", task.createdAt())
                .put("updated_at", task.updatedAt())
                .put("completed_at", task.completedAt())
                .put("failure", task.failure())
                .put(task.transitions())
                .put("revision", task.revision())
                .attributes();
    }

    static TaskItem task(Map<String, AttributeValue> attributes) {
        Values item = Values.of(attributes);
        return new TaskItem(
                item.text1("id"),
                item.text1("namespace"),
                item.text1("name"),
                item.text1("version"),
                TaskStatus.of(item.text1(Keys.STATUS)),
                item.integer("run"),
                item.text1("execution"),
                item.text1("correlation_id"),
                item.text1("fingerprint"),
                item.json("context"),
                item.texts("steps"),
                item.texts("bypassed"),
                item.numbers("generations"),
                item.time("created_at"),
                item.time("updated_at"),
                item.timeOrNull("completed_at"),
                item.failure("failure"),
                item.trail(),
                item.longInteger("revision"));
    }

    static Map<String, AttributeValue> of(StepItem step) {
        return Values.with(Keys.step(step.taskId(), step.name()))
                .put("task_id", step.taskId())
                .put("name", step.name())
                .put(Keys.STATUS, step.status().wireName())
                .put("run", step.run())
                .put("attempts", step.attempts())
                .put("tries", step.tries())
                .put("deaths", step.deaths())
                .put("generation", step.generation())
                .put("claim", step.claim())
                .put("claimed_until", step.claimedUntil())
                .put("started_at", step.startedAt())
                .put("updated_at", step.updatedAt())
                .put("completed_at", step.completedAt())
                .put("results", step.results())
                .put("failure", step.failure())
                .put(step.transitions())
                .put("revision", step.revision())
                .attributes();
    }

    static StepItem step(Map<String, AttributeValue> attributes) {
        Values item = Values.of(attributes);
        return new StepItem(
                item.text1("task_id"),
                item.text1("name"),
                StepStatus.of(item.text1(Keys.STATUS)),
                item.integer("run"),
                item.integer("attempts"),
                item.integer("tries"),
                item.integer("deaths"),
                item.integer("generation"),
                item.textOrNull("claim"),
                item.timeOrNull("claimed_until"),
                item.timeOrNull("started_at"),
                item.time("updated_at"),
                item.timeOrNull("completed_at"),
                item.jsonOrNull("results"),
                item.failure("failure"),
                item.trail(),
                item.longInteger("revision"));
    }

    /** A gate has the steps it waits for as a list, and those that have ended as a set. */
    static GateItem gate(
            String taskId, int run, String name, Map<String, AttributeValue> attributes) {
        Values item = Values.of(attributes);
        @Nullable AttributeValue ended = attributes.get("ended");
        List<String> names = ended == null ? new ArrayList<>() : ended.ss();
        return new GateItem(
                taskId,
                run,
                name,
                item.texts("waits_for"),
                new TreeSet<>(names),
                item.textOrNull("token"));
    }
}

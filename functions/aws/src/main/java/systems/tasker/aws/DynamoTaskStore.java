package systems.tasker.aws;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import systems.tasker.store.Annotation;
import systems.tasker.store.GateItem;
import systems.tasker.store.Snapshot;
import systems.tasker.store.StepItem;
import systems.tasker.store.StoreUnavailable;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskQuery;
import systems.tasker.store.TaskStore;

/**
 * Tasks in a DynamoDB table. Each change is one conditional write of one item. The client sends a
 * write again whose answer it did not get: one that had landed meets itself then, and counts as
 * written.
 */
public final class DynamoTaskStore implements TaskStore {
    /** Tells a write from every other, also from one of the same content. */
    private static final String WRITE = "write";

    /** Before a name, so that none is taken for the item's key. */
    private static final String ANNOTATION = "@";

    private final DynamoDbClient client;
    private final String table;
    private final BatchReads reads;

    /** A store in a table; the client stays its owner's. */
    public DynamoTaskStore(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
        this.reads = new BatchReads(client, table);
    }

    @Override
    public boolean put(TaskItem item) {
        return put(Items.of(item), item.revision());
    }

    @Override
    public boolean put(StepItem item) {
        return put(Items.of(item), item.revision());
    }

    private boolean put(Map<String, AttributeValue> attributes, long revision) {
        AttributeValue write = Values.text(UUID.randomUUID().toString());
        Map<String, AttributeValue> item = new LinkedHashMap<>(attributes);
        item.put(WRITE, write);
        PutItemRequest.Builder request =
                PutItemRequest.builder()
                        .tableName(table)
                        .item(item)
                        .returnValuesOnConditionCheckFailure(
                                ReturnValuesOnConditionCheckFailure.ALL_OLD);
        if (revision == 1) {
            request.conditionExpression("attribute_not_exists(#key)")
                    .expressionAttributeNames(Map.of("#key", Keys.PARTITION));
        } else {
            request.conditionExpression("#revision = :before")
                    .expressionAttributeNames(Map.of("#revision", "revision"))
                    .expressionAttributeValues(Map.of(":before", Values.number(revision - 1)));
        }
        return answered(
                "written",
                () -> {
                    try {
                        client.putItem(request.build());
                        return true;
                    } catch (ConditionalCheckFailedException e) {
                        return e.hasItem() && write.equals(e.item().get(WRITE));
                    }
                });
    }

    /** All annotations of a task are one item, so that one write has all or none. */
    @Override
    public void annotate(String taskId, List<Annotation> annotations) {
        if (annotations.isEmpty()) {
            return;
        }
        Map<String, String> names = new LinkedHashMap<>();
        Map<String, AttributeValue> values = new LinkedHashMap<>();
        List<String> settings = new ArrayList<>();
        for (Annotation annotation : annotations) {
            int i = settings.size();
            names.put("#a" + i, ANNOTATION + annotation.name());
            values.put(
                    ":a" + i,
                    AttributeValue.fromM(
                            Values.with(Map.of())
                                    .put("value", annotation.value())
                                    .put("at", annotation.at())
                                    .attributes()));
            settings.add("#a" + i + " = :a" + i);
        }
        answered(
                "written",
                () ->
                        client.updateItem(
                                request ->
                                        request.tableName(table)
                                                .key(Keys.annotations(taskId))
                                                .updateExpression(
                                                        "SET " + String.join(", ", settings))
                                                .expressionAttributeNames(names)
                                                .expressionAttributeValues(values)));
    }

    @Override
    public List<Annotation> annotations(String taskId) {
        Map<String, AttributeValue> item =
                answered(
                                "read",
                                () ->
                                        client.getItem(
                                                request ->
                                                        request.tableName(table)
                                                                .key(Keys.annotations(taskId))
                                                                .consistentRead(true)))
                        .item();
        List<Annotation> annotations = new ArrayList<>();
        new TreeMap<>(item)
                .forEach(
                        (name, value) -> {
                            if (name.startsWith(ANNOTATION)) {
                                annotations.add(annotation(name.substring(1), value));
                            }
                        });
        return annotations;
    }

    private static Annotation annotation(String name, AttributeValue value) {
        Values map = Values.of(value.m());
        return new Annotation(name, map.json("value"), map.time("at"));
    }

    @Override
    public GateItem registerGate(
            String taskId, int run, String gate, List<String> waitsFor, String token) {
        return gate(
                taskId,
                run,
                gate,
                "SET #waits = :waits, #token = :token",
                Map.of("#waits", "waits_for", "#token", "token"),
                Map.of(":waits", Values.texts(waitsFor), ":token", Values.text(token)));
    }

    @Override
    public GateItem gateEnded(String taskId, int run, String gate, String step) {
        return gate(
                taskId,
                run,
                gate,
                "ADD #ended :step",
                Map.of("#ended", "ended"),
                Map.of(":step", AttributeValue.fromSs(List.of(step))));
    }

    private GateItem gate(
            String taskId,
            int run,
            String gate,
            String update,
            Map<String, String> names,
            Map<String, AttributeValue> values) {
        return Items.gate(
                taskId,
                run,
                gate,
                answered(
                                "written",
                                () ->
                                        client.updateItem(
                                                request ->
                                                        request.tableName(table)
                                                                .key(Keys.gate(taskId, run, gate))
                                                                .updateExpression(update)
                                                                .expressionAttributeNames(names)
                                                                .expressionAttributeValues(values)
                                                                .returnValues(ReturnValue.ALL_NEW)))
                        .attributes());
    }

    @Override
    public Snapshot read(String taskId, Collection<String> steps) {
        List<Map<String, AttributeValue>> keys = new ArrayList<>();
        keys.add(Keys.task(taskId));
        steps.stream().distinct().forEach(step -> keys.add(Keys.step(taskId, step)));
        return snapshot(answered("read", () -> reads.items(keys)), steps);
    }

    @Override
    public Snapshot readAll(String taskId) {
        QueryRequest request =
                QueryRequest.builder()
                        .tableName(table)
                        .consistentRead(true)
                        .keyConditionExpression(
                                "#task = :task AND #part BETWEEN :steps AND :itself")
                        .expressionAttributeNames(
                                Map.of("#task", Keys.PARTITION, "#part", Keys.SORT))
                        .expressionAttributeValues(
                                Map.of(
                                        ":task", Keys.partition(taskId),
                                        ":steps", Values.text(Keys.STEP),
                                        ":itself", Values.text(Keys.TASK)))
                        .build();
        return snapshot(
                answered("read", () -> client.queryPaginator(request).items().stream().toList()),
                List.of());
    }

    @Override
    public Optional<TaskItem> task(String taskId) {
        Map<String, AttributeValue> item =
                answered(
                                "read",
                                () ->
                                        client.getItem(
                                                request ->
                                                        request.tableName(table)
                                                                .key(Keys.task(taskId))
                                                                .consistentRead(true)))
                        .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(Items.task(item));
    }

    /** In the order of the names, then that of the items. */
    private static Snapshot snapshot(
            List<Map<String, AttributeValue>> items, Collection<String> order) {
        SequencedMap<String, @Nullable StepItem> steps = new LinkedHashMap<>();
        order.forEach(name -> steps.put(name, null));
        TaskItem task = null;
        for (Map<String, AttributeValue> item : items) {
            if (Objects.requireNonNull(item.get(Keys.SORT)).s().equals(Keys.TASK)) {
                task = Items.task(item);
            } else {
                StepItem step = Items.step(item);
                steps.put(step.name(), step);
            }
        }
        SequencedMap<String, StepItem> found = new LinkedHashMap<>();
        steps.forEach(
                (name, step) -> {
                    if (step != null) {
                        found.put(name, step);
                    }
                });
        return new Snapshot(task, found);
    }

    @Override
    public List<TaskItem> list(TaskQuery query) {
        return answered("read", () -> new TaskIndex(client, table, reads).newest(query));
    }

    /** Throttling included: by then the client has tried again for a while. */
    private <T> T answered(String done, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            throw new StoreUnavailable(
                    "The table `" + table + "` cannot be " + done + ": " + e.getMessage(), e);
        }
    }

    /** Nothing: the client is its owner's. */
    @Override
    public void close() {}
}

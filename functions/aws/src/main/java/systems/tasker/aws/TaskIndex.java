package systems.tasker.aws;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskQuery;
import systems.tasker.store.TaskStatus;

/**
 * The index that lists tasks. It has a partition for each status; a list of several is merged from
 * them. The index follows the table with a delay: the tasks themselves are read from the table, and
 * one that no longer passes the filters is left out.
 */
final class TaskIndex {
    private static final int PAGE = 100;

    private final DynamoDbClient client;
    private final String table;
    private final BatchReads reads;

    TaskIndex(DynamoDbClient client, String table, BatchReads reads) {
        this.client = client;
        this.table = table;
        this.reads = reads;
    }

    List<TaskItem> newest(TaskQuery query) {
        Iterator<Map<String, AttributeValue>> keys = merged(query);
        Map<String, TaskItem> found = new LinkedHashMap<>();
        while (keys.hasNext() && found.size() < query.limit()) {
            List<Map<String, AttributeValue>> page = new ArrayList<>();
            while (keys.hasNext() && page.size() < Math.min(PAGE, query.limit() - found.size())) {
                page.add(keys.next());
            }
            tasks(page, query).forEach(task -> found.putIfAbsent(task.id(), task));
        }
        return List.copyOf(found.values());
    }

    private List<TaskItem> tasks(List<Map<String, AttributeValue>> keys, TaskQuery query) {
        return reads.items(keys.stream().distinct().toList()).stream()
                .map(Items::task)
                .filter(query::admits)
                .sorted(Comparator.comparing((TaskItem task) -> place(task)).reversed())
                .toList();
    }

    private static String place(TaskItem task) {
        return Keys.created(task.createdAt(), task.id());
    }

    /** The keys of tasks that the index gives, newest first. */
    private Iterator<Map<String, AttributeValue>> merged(TaskQuery query) {
        PriorityQueue<Partition> partitions =
                new PriorityQueue<>(Comparator.comparing(Partition::place).reversed());
        for (TaskStatus status : TaskStatus.values()) {
            if (query.status().map(status::equals).orElse(true)) {
                Iterator<Map<String, AttributeValue>> items = items(status, query);
                if (items.hasNext()) {
                    partitions.add(new Partition(items.next(), items));
                }
            }
        }
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return !partitions.isEmpty();
            }

            @Override
            public Map<String, AttributeValue> next() {
                Partition first = partitions.remove();
                if (first.rest().hasNext()) {
                    partitions.add(new Partition(first.rest().next(), first.rest()));
                }
                return Map.of(
                        Keys.PARTITION,
                        Objects.requireNonNull(first.head().get(Keys.PARTITION)),
                        Keys.SORT,
                        Objects.requireNonNull(first.head().get(Keys.SORT)));
            }
        };
    }

    private record Partition(
            Map<String, AttributeValue> head, Iterator<Map<String, AttributeValue>> rest) {
        String place() {
            return Objects.requireNonNull(head.get(Keys.CREATED)).s();
        }
    }

    private Iterator<Map<String, AttributeValue>> items(TaskStatus status, TaskQuery query) {
        Map<String, String> names = new HashMap<>();
        Map<String, AttributeValue> values = new HashMap<>();
        List<String> filters = new ArrayList<>();
        StringBuilder condition = new StringBuilder("#status = :status");
        names.put("#status", Keys.STATUS);
        values.put(":status", Values.text(status.wireName()));
        query.after()
                .ifPresent(
                        position -> {
                            condition.append(" AND #created < :after");
                            names.put("#created", Keys.CREATED);
                            values.put(":after", Values.text(Keys.created(position)));
                        });
        query.namespace().ifPresent(wanted -> filter("namespace", wanted, filters, names, values));
        query.name().ifPresent(wanted -> filter("name", wanted, filters, names, values));
        QueryRequest request =
                QueryRequest.builder()
                        .tableName(table)
                        .indexName(Keys.BY_STATUS)
                        .scanIndexForward(false)
                        .keyConditionExpression(condition.toString())
                        .filterExpression(filters.isEmpty() ? null : String.join(" AND ", filters))
                        .expressionAttributeNames(names)
                        .expressionAttributeValues(values)
                        .build();
        return client.queryPaginator(request).items().iterator();
    }

    private static void filter(
            String name,
            String wanted,
            List<String> filters,
            Map<String, String> names,
            Map<String, AttributeValue> values) {
        filters.add("#" + name + " = :" + name);
        names.put("#" + name, name);
        values.put(":" + name, Values.text(wanted));
    }
}

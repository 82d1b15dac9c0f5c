package systems.tasker.aws;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import systems.tasker.store.TaskQuery;

/** Where items lie in the table: all that belongs to a task under its id. */
final class Keys {
    static final String PARTITION = "PK";
    static final String SORT = "SK";

    /** The index that lists tasks: by status, and within it by the time of creation. */
    static final String BY_STATUS = "by_status";

    static final String STATUS = "status";
    static final String CREATED = "created";

    static final String TASK = "TASK";
    static final String STEP = "STEP#";
    static final String ANNOTATIONS = "ANNOTATIONS";

    /** As long for every time, so that they sort as text. */
    private static final DateTimeFormatter SORTABLE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnn'Z'")
                    .withZone(ZoneOffset.UTC);

    private Keys() {}

    static AttributeValue partition(String taskId) {
        return Values.text("TASK#" + taskId);
    }

    static Map<String, AttributeValue> task(String taskId) {
        return key(taskId, TASK);
    }

    static Map<String, AttributeValue> step(String taskId, String name) {
        return key(taskId, STEP + name);
    }

    static Map<String, AttributeValue> annotations(String taskId) {
        return key(taskId, ANNOTATIONS);
    }

    static Map<String, AttributeValue> gate(String taskId, int run, String name) {
        return key(taskId, "GATE#" + run + "#" + name);
    }

    private static Map<String, AttributeValue> key(String taskId, String sort) {
        return Map.of(PARTITION, partition(taskId), SORT, Values.text(sort));
    }

    /** A task's place in the index: ids tell tasks of the same moment apart. */
    static String created(Instant at, String taskId) {
        return SORTABLE.format(at) + "#" + taskId;
    }

    static String created(TaskQuery.Position position) {
        return created(position.createdAt(), position.id());
    }
}

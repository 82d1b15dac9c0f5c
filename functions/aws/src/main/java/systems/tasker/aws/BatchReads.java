package systems.tasker.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import systems.tasker.store.StoreUnavailable;

/** Items by their keys, strongly consistent. */
final class BatchReads {
    /** DynamoDB's limit. */
    private static final int MOST_KEYS = 100;

    private static final int TRIES = 8;

    private final DynamoDbClient client;
    private final String table;

    BatchReads(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
    }

    /** Those of them that are there, in no order. */
    List<Map<String, AttributeValue>> items(List<Map<String, AttributeValue>> keys) {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += MOST_KEYS) {
            read(keys.subList(from, Math.min(keys.size(), from + MOST_KEYS)), items);
        }
        return items;
    }

    /** What DynamoDB leaves unprocessed, because of its throughput or size, is asked for again. */
    private void read(
            List<Map<String, AttributeValue>> keys, List<Map<String, AttributeValue>> items) {
        List<Map<String, AttributeValue>> left = keys;
        for (int tried = 0; tried < TRIES; tried++) {
            if (tried > 0) {
                sleep(ThreadLocalRandom.current().nextLong(20L << tried));
            }
            KeysAndAttributes wanted =
                    KeysAndAttributes.builder().keys(left).consistentRead(true).build();
            BatchGetItemResponse answer =
                    client.batchGetItem(request -> request.requestItems(Map.of(table, wanted)));
            items.addAll(answer.responses().getOrDefault(table, List.of()));
            KeysAndAttributes unprocessed = answer.unprocessedKeys().get(table);
            if (unprocessed == null || unprocessed.keys().isEmpty()) {
                return;
            }
            left = unprocessed.keys();
        }
        throw new StoreUnavailable(
                "The table `" + table + "` leaves reads unprocessed", new IllegalStateException());
    }

    private static void sleep(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailable("Interrupted", e);
        }
    }
}

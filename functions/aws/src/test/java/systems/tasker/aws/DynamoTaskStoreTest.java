package systems.tasker.aws;

import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import systems.tasker.store.TaskStore;
import systems.tasker.store.TaskStoreContract;

/** The contract, on a table of the emulator. */
class DynamoTaskStoreTest extends TaskStoreContract {
    private final String table = "tasks-" + UUID.randomUUID();
    private DynamoDbClient client;

    DynamoDbClient client() {
        return EmulatedAws.client(DynamoDbClient.builder());
    }

    @BeforeEach
    void table() {
        client = client();
        Tables.create(client, table);
    }

    @AfterEach
    void close() {
        if (client != null) {
            client.close();
        }
    }

    @Override
    protected TaskStore store() {
        return new DynamoTaskStore(client, table);
    }

    @Override
    protected TaskStore reopened() {
        return new DynamoTaskStore(client, table);
    }
}

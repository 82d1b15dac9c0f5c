package systems.tasker.aws;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import systems.tasker.store.TaskStore;
import systems.tasker.store.TaskStoreContract;

/** The contract, on a table of the emulator. */
class DynamoTaskStoreTest extends TaskStoreContract {
    private final String table = "tasks-" + UUID.randomUUID();
    private DynamoDbClient client;

    @BeforeEach
    void table() {
        String endpoint = System.getenv("TASKER_EMULATOR");
        assumeTrue(endpoint != null, "no emulator runs");
        client =
                DynamoDbClient.builder()
                        .endpointOverride(URI.create(endpoint))
                        .region(Region.US_EAST_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create("test", "test")))
                        .httpClientBuilder(AwsCrtHttpClient.builder())
                        .build();
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

package systems.tasker.aws;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The contract, on a table of LocalStack, which needs Docker; the container ends with the process.
 */
class DynamoTaskStoreOnLocalStackTest extends DynamoTaskStoreTest {
    private static final DockerImageName IMAGE =
            DockerImageName.parse("localstack/localstack:4.14.0");

    private static @Nullable LocalStackContainer running;

    @Override
    DynamoDbClient client() {
        LocalStackContainer container = container();
        return DynamoDbClient.builder()
                .endpointOverride(container.getEndpoint())
                .region(Region.of(container.getRegion()))
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create(
                                        container.getAccessKey(), container.getSecretKey())))
                .httpClientBuilder(AwsCrtHttpClient.builder())
                .build();
    }

    private static synchronized LocalStackContainer container() {
        if (running == null) {
            assumeTrue(
                    DockerClientFactory.instance().isDockerAvailable(),
                    "LocalStack needs Docker, and there is none");
            running = new LocalStackContainer(IMAGE).withServices("dynamodb");
            running.start();
        }
        return running;
    }
}

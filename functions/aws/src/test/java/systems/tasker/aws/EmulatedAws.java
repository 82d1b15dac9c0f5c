package systems.tasker.aws;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import systems.tasker.emulator.Emulator;

/**
 * The emulator of this process, started by the first test that needs it; it ends with the process.
 */
final class EmulatedAws {
    private static @Nullable Emulator running;

    private EmulatedAws() {}

    /** A client of it; the test is skipped where no emulator can be started. */
    static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
        return builder.endpointOverride(emulator().endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create("test", "test")))
                .httpClientBuilder(AwsCrtHttpClient.builder())
                .build();
    }

    private static synchronized Emulator emulator() {
        if (running == null) {
            Optional<String> lacking = Emulator.lacking();
            assumeTrue(lacking.isEmpty(), () -> lacking.orElse(""));
            running = Emulator.start(Path.of("target", "emulator"));
        }
        return running;
    }
}

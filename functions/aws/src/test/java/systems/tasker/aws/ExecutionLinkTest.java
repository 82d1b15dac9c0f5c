package systems.tasker.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import systems.tasker.engine.ExecutionName;

/** Where an execution is watched: no service is asked for it. */
class ExecutionLinkTest {
    private static Optional<String> link(String workflow) {
        try (SfnClient client =
                SfnClient.builder()
                        .region(Region.EU_WEST_1)
                        .credentialsProvider(AnonymousCredentialsProvider.create())
                        .httpClientBuilder(AwsCrtHttpClient.builder())
                        .build()) {
            return new StepFunctionsEngine(
                            client,
                            Map.of(
                                    "tests/w",
                                    "arn:aws:states:eu-west-1:123456789012:stateMachine:w-1",
                                    "tests/c",
                                    "arn:aws-cn:states:cn-north-1:123456789012:stateMachine:c-1"))
                    .link(new ExecutionName("tests", workflow, "id-2"));
        }
    }

    @Test
    void anExecutionIsWatchedInTheConsoleOfItsRegion() {
        assertEquals(
                Optional.of(
                        "https://eu-west-1.console.aws.amazon.com/states/home?region=eu-west-1"
                                + "#/v2/executions/details/arn:aws:states:eu-west-1:123456789012"
                                + ":execution:w-1:id-2"),
                link("w"));
    }

    @Test
    void chinaHasAConsoleOfItsOwn() {
        assertEquals(
                Optional.of(
                        "https://cn-north-1.console.amazonaws.cn/states/home?region=cn-north-1"
                                + "#/v2/executions/details/arn:aws-cn:states:cn-north-1"
                                + ":123456789012:execution:c-1:id-2"),
                link("c"));
    }

    @Test
    void whatIsNotDeployedIsNotWatched() {
        assertEquals(Optional.empty(), link("other"));
    }
}

package systems.tasker.aws;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import systems.tasker.json.Json;
import systems.tasker.json.JsonObject;
import systems.tasker.protocol.EnvironmentVariables;
import systems.tasker.protocol.Platform;
import systems.tasker.protocol.TaskTokens;
import systems.tasker.store.TaskStore;

/**
 * One table and Step Functions, as the environment names them: {@code TASKER_TABLE}, and {@code
 * TASKER_MACHINES}, a JSON object from {@code namespace/name} of a template to the ARN of its
 * machine. Region, credentials and endpoint are found as the SDK finds them.
 */
public final class AwsPlatform implements Platform {
    /** Of a call that is throttled or gets no answer. */
    private static final int ATTEMPTS = 8;

    private static final Duration ATTEMPT = Duration.ofSeconds(5);
    private static final Duration CALL = Duration.ofSeconds(20);

    private final EnvironmentVariables environment;
    private final SdkHttpClient http = AwsCrtHttpClient.create();
    private final TaskStore store;
    private @Nullable SfnClient stepFunctions;

    /**
     * The platform of this process. It has read from the table once then, so that the first
     * invocation finds its connection open.
     *
     * @throws IllegalStateException where the environment names no table
     * @throws systems.tasker.store.StoreUnavailable where the table does not answer
     */
    public AwsPlatform() {
        this(System::getenv);
        store.task("none");
    }

    AwsPlatform(EnvironmentVariables environment) {
        this.environment = environment;
        String table = environment.get("TASKER_TABLE");
        if (table == null || table.isEmpty()) {
            throw new IllegalStateException("TASKER_TABLE is not set: it names the table of tasks");
        }
        this.store = new DynamoTaskStore(configured(DynamoDbClient.builder()), table);
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C configured(
            B builder) {
        return builder.httpClient(http)
                .overrideConfiguration(
                        override ->
                                override.retryStrategy(
                                                AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                                        .maxAttempts(ATTEMPTS)
                                                        .build())
                                        .apiCallAttemptTimeout(ATTEMPT)
                                        .apiCallTimeout(CALL))
                .build();
    }

    @Override
    public TaskStore store() {
        return store;
    }

    @Override
    public StepFunctionsEngine engine() {
        return new StepFunctionsEngine(stepFunctions(), machines());
    }

    /** Few steps notify a gate: the client is made when one does. */
    @Override
    public TaskTokens tokens() {
        return new StepFunctionsTokens(this::stepFunctions);
    }

    private synchronized SfnClient stepFunctions() {
        if (stepFunctions == null) {
            stepFunctions = configured(SfnClient.builder());
        }
        return stepFunctions;
    }

    private Map<String, String> machines() {
        String variable = environment.get("TASKER_MACHINES");
        if (variable == null) {
            throw new IllegalStateException(
                    "TASKER_MACHINES is not set: it maps workflows to the ARNs of their machines");
        }
        Map<String, String> machines = new LinkedHashMap<>();
        JsonObject.of(Json.parse(variable))
                .fields()
                .forEach((label, arn) -> machines.put(label, String.valueOf(arn)));
        return machines;
    }
}

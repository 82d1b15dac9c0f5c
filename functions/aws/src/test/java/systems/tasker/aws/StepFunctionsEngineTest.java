package systems.tasker.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import systems.tasker.engine.ExecutionName;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.json.JsonText;

/** The engine on the emulator's Step Functions. */
class StepFunctionsEngineTest {
    private static final String ROLE = "arn:aws:iam::000000000000:role/any";

    /** Waits for ten minutes, unless its input says that it shall not. */
    private static final String MACHINE =
            """
            {"QueryLanguage": "JSONata", "StartAt": "Which", "States": {
              "Which": {"Type": "Choice", "Default": "Long",
                "Choices": [{"Condition": "{% $exists($states.input.quick) %}", "Next": "End"}]},
              "Long": {"Type": "Wait", "Seconds": 600, "Next": "End"},
              "End": {"Type": "Succeed"}}}
            """;

    private static SfnClient client;
    private static StepFunctionsEngine engine;

    @BeforeAll
    static void machine() {
        client = EmulatedAws.client(SfnClient.builder());
        String arn =
                client.createStateMachine(
                                request ->
                                        request.name("w-" + UUID.randomUUID())
                                                .roleArn(ROLE)
                                                .definition(MACHINE))
                        .stateMachineArn();
        engine = new StepFunctionsEngine(client, Map.of("tests/w", arn));
    }

    @AfterAll
    static void close() {
        if (client != null) {
            client.close();
        }
    }

    private static ExecutionName named() {
        return new ExecutionName("tests", "w", UUID.randomUUID().toString());
    }

    private static DescribeExecutionResponse described(ExecutionName execution) {
        String arn = engine.arn(execution).orElseThrow();
        return client.describeExecution(request -> request.executionArn(arn));
    }

    private static void await(ExecutionName execution, ExecutionStatus status) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!engine.describe(execution).equals(Optional.of(status))) {
            assertEquals(true, System.nanoTime() < end, () -> described(execution).toString());
            Thread.sleep(20);
        }
    }

    @Test
    void anExecutionRunsToItsEndWithItsInput() throws Exception {
        ExecutionName execution = named();
        engine.start(execution, new JsonText("{\"quick\":true}"));
        await(execution, ExecutionStatus.SUCCEEDED);
        assertEquals("{\"quick\":true}", described(execution).input());
    }

    @Test
    void oneThatWasNotStartedIsUnknown() {
        assertEquals(Optional.empty(), engine.describe(named()));
        engine.stop(named(), "No", "none");
    }

    @Test
    void oneThatWasStartedIsLeftAsItIs() {
        ExecutionName execution = named();
        engine.start(execution, new JsonText("{\"a\":1}"));
        engine.start(execution, new JsonText("{\"a\":1}"));
        engine.start(execution, new JsonText("{\"a\":2}"));
        assertEquals("{\"a\":1}", described(execution).input());
        engine.stop(execution, "Done", "enough");
    }

    @Test
    void oneThatIsStoppedIsAborted() throws Exception {
        ExecutionName execution = named();
        engine.start(execution, JsonText.EMPTY_OBJECT);
        assertEquals(Optional.of(ExecutionStatus.RUNNING), engine.describe(execution));
        engine.stop(execution, "Tasker.Cancelled", "by hand");
        await(execution, ExecutionStatus.ABORTED);
        engine.stop(execution, "Tasker.Cancelled", "again");
        assertEquals(Optional.of(ExecutionStatus.ABORTED), engine.describe(execution));
    }

    @Test
    void ofAMachineThatIsNotDeployedThereIsNone() {
        ExecutionName execution = new ExecutionName("tests", "other", "e");
        assertEquals(Optional.empty(), engine.describe(execution));
        engine.stop(execution, "No", "none");
        assertThrows(
                IllegalStateException.class, () -> engine.start(execution, JsonText.EMPTY_OBJECT));
    }

    @Test
    void aTokenThatNobodyWaitsWithIsIgnored() {
        new StepFunctionsTokens(() -> client).sendTaskSuccess("nobody");
    }
}

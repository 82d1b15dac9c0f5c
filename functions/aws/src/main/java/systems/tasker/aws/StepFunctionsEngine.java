package systems.tasker.aws;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import systems.tasker.engine.Engine;
import systems.tasker.engine.EngineUnavailable;
import systems.tasker.engine.ExecutionName;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.json.JsonText;

/** Step Functions as the engine: standard executions, each with a name of its own. */
public final class StepFunctionsEngine implements Engine {
    private final SfnClient client;
    private final Map<String, String> machines;

    /**
     * An engine of the deployed machines; the client stays its owner's.
     *
     * @param machines their ARNs, by {@code namespace/name} of the template
     */
    public StepFunctionsEngine(SfnClient client, Map<String, String> machines) {
        this.client = client;
        this.machines = Map.copyOf(machines);
    }

    @Override
    public void start(ExecutionName execution, JsonText input) {
        String machine =
                machine(execution)
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "No machine is deployed for " + execution));
        answered(
                () -> {
                    try {
                        return client.startExecution(
                                request ->
                                        request.stateMachineArn(machine)
                                                .name(execution.name())
                                                .input(input.text()));
                    } catch (ExecutionAlreadyExistsException e) {
                        return e;
                    }
                });
    }

    @Override
    public void stop(ExecutionName execution, String error, String cause) {
        arn(execution).ifPresent(arn -> answered(() -> stopped(arn, error, cause)));
    }

    private Object stopped(String arn, String error, String cause) {
        try {
            return client.stopExecution(
                    request -> request.executionArn(arn).error(error).cause(cause));
        } catch (ExecutionDoesNotExistException e) {
            return e;
        }
    }

    @Override
    public Optional<ExecutionStatus> describe(ExecutionName execution) {
        return arn(execution).flatMap(arn -> answered(() -> described(arn)));
    }

    private Optional<ExecutionStatus> described(String arn) {
        try {
            return Optional.of(
                    status(
                            client.describeExecution(request -> request.executionArn(arn))
                                    .status()));
        } catch (ExecutionDoesNotExistException e) {
            return Optional.empty();
        }
    }

    private static ExecutionStatus status(
            software.amazon.awssdk.services.sfn.model.ExecutionStatus status) {
        return switch (status) {
            case SUCCEEDED -> ExecutionStatus.SUCCEEDED;
            case FAILED -> ExecutionStatus.FAILED;
            case TIMED_OUT -> ExecutionStatus.TIMED_OUT;
            case ABORTED -> ExecutionStatus.ABORTED;
            case RUNNING, PENDING_REDRIVE, UNKNOWN_TO_SDK_VERSION -> ExecutionStatus.RUNNING;
        };
    }

    private Optional<String> machine(ExecutionName execution) {
        return Optional.ofNullable(
                machines.get(execution.namespace() + "/" + execution.workflow()));
    }

    /**
     * The ARN of an execution, whether it was started or not; empty where its machine is not
     * deployed.
     */
    public Optional<String> arn(ExecutionName execution) {
        return machine(execution)
                .map(
                        machine ->
                                machine.replace(":stateMachine:", ":execution:")
                                        + ":"
                                        + execution.name());
    }

    /** In the console of the machine's region. */
    @Override
    public Optional<String> link(ExecutionName execution) {
        return arn(execution)
                .map(
                        arn -> {
                            String[] parts = arn.split(":", 5);
                            return "https://%1$s.%2$s/states/home?region=%1$s#/v2/executions/details/%3$s"
                                    .formatted(parts[3], console(parts[1]), arn);
                        });
    }

    private static String console(String partition) {
        return switch (partition) {
            case "aws-cn" -> "console.amazonaws.cn";
            case "aws-us-gov" -> "console.amazonaws-us-gov.com";
            default -> "console.aws.amazon.com";
        };
    }

    private static <T> T answered(Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            throw new EngineUnavailable("Step Functions did not answer: " + e.getMessage(), e);
        }
    }
}

package systems.tasker.aws;

import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;
import systems.tasker.engine.EngineUnavailable;
import systems.tasker.protocol.TaskTokens;

/**
 * The tokens of Step Functions. Few steps notify a gate: the client is made when one does.
 *
 * @param client made once, however often it is asked for
 */
record StepFunctionsTokens(Supplier<SfnClient> client) implements TaskTokens {
    @Override
    public void sendTaskSuccess(String token) {
        try {
            client.get().sendTaskSuccess(request -> request.taskToken(token).output("{}"));
        } catch (TaskTimedOutException | TaskDoesNotExistException | InvalidTokenException e) {
            return; // nobody waits with it any more
        } catch (SdkException e) {
            throw new EngineUnavailable("Step Functions did not answer: " + e.getMessage(), e);
        }
    }
}

package systems.tasker.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import systems.tasker.Sequence;
import systems.tasker.Step;
import systems.tasker.Task;
import systems.tasker.protocol.FunctionEntry;
import systems.tasker.protocol.Platform;
import systems.tasker.protocol.StepProtocol;

/**
 * The business logic of a step, and at the same time the entry point of its Lambda function. One
 * instance serves many invocations, so a handler keeps no state between or during calls.
 *
 * <p>Throw {@link systems.tasker.PermanentError} where trying again is useless, {@link
 * systems.tasker.RetryableError} where it is not; whatever else is thrown is retryable. A handler
 * may be called again after it succeeded (its answer was lost): pass {@link Step#idempotencyKey()}
 * to whatever has effects.
 */
public abstract class StepHandler implements RequestStreamHandler {
    static {
        Platform.prime();
    }

    /** For Lambda, which needs a constructor without arguments. */
    protected StepHandler() {}

    /**
     * Does the step's work.
     *
     * @return JSON values, or whatever {@link #processResults} makes results of
     */
    public abstract @Nullable Object process(Task task, Sequence sequence, Step step)
            throws Exception;

    /**
     * Makes the step's results of what {@link #process} returned; by default they are just that.
     *
     * @return JSON values: null, Boolean, Number, String, Iterable, Map from String
     */
    public @Nullable Object processResults(
            Task task, Sequence sequence, Step step, @Nullable Object processOutput)
            throws Exception {
        return processOutput;
    }

    @Override
    public final void handleRequest(InputStream in, OutputStream out, Context context)
            throws IOException {
        FunctionEntry.serve(
                in,
                out,
                context,
                StepProtocol.function(
                        (task, sequence, step) ->
                                processResults(
                                        task, sequence, step, process(task, sequence, step))));
    }
}

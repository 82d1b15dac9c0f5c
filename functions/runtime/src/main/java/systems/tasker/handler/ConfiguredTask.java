package systems.tasker.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import systems.tasker.Sequence;
import systems.tasker.Step;
import systems.tasker.Task;
import systems.tasker.protocol.FinalizeProtocol;
import systems.tasker.protocol.FunctionEntry;
import systems.tasker.protocol.Platform;

/**
 * The task handler of a template, and the entry point of its Finalize function. Its template is
 * found by convention: a YAML file in {@code src/main/resources/tasker/tasks/} whose {@code
 * task_handler_class} names it. A template that names none has this class itself, which annotates
 * nothing.
 */
public class ConfiguredTask implements RequestStreamHandler {
    static {
        Platform.prime();
    }

    /** For Lambda, which needs a constructor without arguments. */
    public ConfiguredTask() {}

    /**
     * Annotates the task, by {@link Task#annotate}, when all that could be done has been done: also
     * where a step failed.
     *
     * @param steps all steps in the order of the template, those that never ran included
     */
    public void updateAnnotations(Task task, Sequence sequence, List<Step> steps)
            throws Exception {}

    @Override
    public final void handleRequest(InputStream in, OutputStream out, Context context)
            throws IOException {
        FunctionEntry.serve(in, out, context, FinalizeProtocol.function(this::updateAnnotations));
    }
}

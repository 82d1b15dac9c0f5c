package systems.tasker.protocol;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import systems.tasker.json.JsonObject;
import systems.tasker.store.Snapshot;
import systems.tasker.store.StepItem;

/**
 * The function behind the states {@code gate: x}: notes the token with which the execution waits
 * for steps in other branches. The step behind a gate looks at its dependencies itself, so that a
 * gate may open once too often, but must not stay closed.
 */
public final class GateFunction implements RequestStreamHandler {
    static {
        Platform.prime();
    }

    /** For Lambda. */
    public GateFunction() {}

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context)
            throws IOException {
        FunctionEntry.serve(in, out, context, (runtime, payload, i) -> register(runtime, payload));
    }

    private static Map<String, @Nullable Object> register(
            TaskerRuntime runtime, JsonObject payload) {
        Caller caller = Caller.of(payload);
        String gate = text(payload, "gate");
        List<String> waitsFor = StepRequest.names(payload.value("waits_for"));
        boolean again = payload.number("retry_count").map(Number::intValue).orElse(0) > 0;
        Snapshot found =
                runtime.store().read(caller.input().taskId(), again ? waitsFor : List.of());
        int run = caller.mustOwn(found).run();
        Gates gates = Gates.of(runtime, caller);
        gates.register(gate, waitsFor, text(payload, "token"));
        for (StepItem step : found.steps().values()) {
            if (step.hasEnded(run)) { // its notification may have been lost
                gates.ended(step.name(), List.of(gate));
            }
        }
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("gate", gate);
        return answer;
    }

    private static String text(JsonObject payload, String field) {
        return payload.text(field)
                .orElseThrow(
                        () -> new IllegalArgumentException("The payload names no `" + field + "`"));
    }
}

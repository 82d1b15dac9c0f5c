package systems.tasker.protocol;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import systems.tasker.FunctionError;
import systems.tasker.HandlerError;
import systems.tasker.PermanentError;
import systems.tasker.RetryableError;
import systems.tasker.StructuredLog;
import systems.tasker.TableUnavailable;
import systems.tasker.engine.EngineUnavailable;
import systems.tasker.json.Json;
import systems.tasker.json.JsonObject;
import systems.tasker.store.StoreUnavailable;

/**
 * The way into and out of a function: bytes in, bytes out, and no error leaves but those of the
 * closed set that the machine's retriers and catchers name.
 */
public final class FunctionEntry {
    private static final StackTraceElement[] NO_TRACE = {};

    /** The console shows a cause; the machine passes on 4,000 characters of it. */
    private static final int MAX_MESSAGE = 2_000;

    private FunctionEntry() {}

    /** What a function does with its payload. */
    @FunctionalInterface
    public interface Function {
        /** Gives the answer, a JSON object. */
        Map<String, @Nullable Object> apply(
                TaskerRuntime runtime, JsonObject payload, Invocation invocation);
    }

    /** What identifies an invocation, and where its log lines go. */
    public record Invocation(String requestId, Consumer<String> logLines) {}

    /** Serves one invocation. */
    public static void serve(InputStream in, OutputStream out, Context context, Function function)
            throws IOException {
        byte[] payload = in.readAllBytes();
        Consumer<String> logLines = line -> context.getLogger().log(line + "\n");
        byte[] answer;
        try {
            answer =
                    Json.bytes(
                            function.apply(
                                    TaskerRuntime.of(context),
                                    JsonObject.of(Json.parse(payload)),
                                    new Invocation(context.getAwsRequestId(), logLines)));
        } catch (FunctionError e) {
            throw e;
        } catch (HandlerError e) {
            throw leaving(e);
        } catch (StoreUnavailable | EngineUnavailable e) {
            log(logLines, e);
            throw new TableUnavailable(cut(e));
        } catch (RuntimeException e) {
            log(logLines, e);
            throw leaving(new RetryableError(e.getClass().getSimpleName() + ": " + e.getMessage()));
        }
        out.write(answer);
    }

    private static HandlerError leaving(HandlerError error) {
        String cut = cut(error);
        HandlerError bare =
                switch (error) {
                    case PermanentError e ->
                            new PermanentError(cut, e.errorCode().orElse(null), Map.of());
                    case RetryableError e -> new RetryableError(cut);
                };
        bare.setStackTrace(NO_TRACE);
        return bare;
    }

    private static String cut(RuntimeException error) {
        String message = String.valueOf(error.getMessage());
        return message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) : message;
    }

    private static void log(Consumer<String> logLines, RuntimeException e) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("error", e.getClass().getName());
        fields.put("error_message", e.getMessage());
        new StructuredLog(logLines, java.time.InstantSource.system(), Map.of())
                .error("Function failed", fields);
    }
}

package systems.tasker.protocol;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import systems.tasker.HandlerError;
import systems.tasker.StructuredLog;
import systems.tasker.store.Failure;
import systems.tasker.store.StepItem;

/** What a step's function says at its end: to the console of the execution, and to the log. */
final class Answers {
    private Answers() {}

    /**
     * The answer of the function: what happened, not the results, since a history is kept 90 days.
     */
    static SequencedMap<String, @Nullable Object> of(StepItem step) {
        SequencedMap<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("step", step.name());
        answer.put("status", step.status().wireName());
        answer.put("attempt", step.attempts());
        answer.put("duration_ms", milliseconds(step));
        answer.put("result_bytes", step.results() == null ? 0 : step.results().size());
        return answer;
    }

    static void logCompletion(StructuredLog log, StepItem step) {
        SequencedMap<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("status", step.status().wireName());
        fields.put("duration_ms", milliseconds(step));
        log.info("Step complete", fields);
    }

    static void logFailure(StructuredLog log, Failure failure, Throwable thrown) {
        SequencedMap<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("error", failure.kind());
        fields.put("error_code", failure.code());
        fields.put("error_message", failure.message());
        fields.put("last", failure.last());
        if (!(thrown instanceof HandlerError)) {
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace));
            fields.put("stack_trace", trace.toString());
        }
        log.error("Step failed", fields);
    }

    private static long milliseconds(StepItem step) {
        return step.startedAt() == null
                ? 0
                : Duration.between(step.startedAt(), step.updatedAt()).toMillis();
    }
}

package systems.tasker;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import systems.tasker.json.Json;

/**
 * Writes one JSON line per happening: message, level, timestamp, then what holds for every line
 * (task, step, attempt, correlation id), then what the caller adds. Never pass a secret or a whole
 * payload.
 */
public final class StructuredLog {
    private final Consumer<String> lines;
    private final InstantSource clock;
    private final SequencedMap<String, @Nullable Object> always;

    /**
     * A log onto a sink of lines without line ends.
     *
     * @param always fields of every line
     */
    public StructuredLog(
            Consumer<String> lines,
            InstantSource clock,
            Map<String, ? extends @Nullable Object> always) {
        this.lines = lines;
        this.clock = clock;
        this.always = new LinkedHashMap<>(always);
    }

    /** The course of things. */
    public void info(String message, Map<String, ? extends @Nullable Object> fields) {
        write("info", message, fields);
    }

    /** Something that may pass. */
    public void warn(String message, Map<String, ? extends @Nullable Object> fields) {
        write("warn", message, fields);
    }

    /** Something that a person should see. */
    public void error(String message, Map<String, ? extends @Nullable Object> fields) {
        write("error", message, fields);
    }

    private void write(
            String level, String message, Map<String, ? extends @Nullable Object> fields) {
        SequencedMap<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("message", message);
        line.put("level", level);
        line.put("timestamp", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        line.putAll(always);
        line.putAll(fields);
        lines.accept(Json.write(line));
    }
}

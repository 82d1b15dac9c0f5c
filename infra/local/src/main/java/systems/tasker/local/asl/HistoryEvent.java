package systems.tasker.local.asl;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import systems.tasker.json.Json;

/**
 * An event of an execution, with the names that <code>GetExecutionHistory</code> gives.
 *
 * @param id counted from 1
 * @param previousEventId the event that led to this one; 0 for the first event and the first state
 * @param type such as <code>TaskStateEntered</code>
 * @param details by name; what AWS gives as JSON text (input, output ...) is a {@link Payload}
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html">HistoryEvent</a>
 */
public record HistoryEvent(
        long id,
        long previousEventId,
        Instant timestamp,
        String type,
        SequencedMap<String, @Nullable Object> details) {

    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    public HistoryEvent {
        details = Collections.unmodifiableSequencedMap(details);
    }

    /** A JSON value whose text is written only when somebody reads it. */
    public record Payload(@Nullable Object value) {
        /** The text. */
        public String text() {
            return Json.write(value);
        }
    }

    /**
     * The event as JSON: <code>{id, previousEventId, timestamp, type, …EventDetails}</code>, the
     * timestamp in ISO 8601 with milliseconds.
     */
    public SequencedMap<String, @Nullable Object> json() {
        SequencedMap<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", id);
        json.put("previousEventId", previousEventId);
        json.put("timestamp", iso(timestamp));
        json.put("type", type);
        if (!details.isEmpty()) {
            json.put(detailsName(), texts(details));
        }
        return json;
    }

    private String detailsName() {
        if (type.endsWith("StateEntered")) {
            return "stateEnteredEventDetails";
        }
        if (type.endsWith("StateExited")) {
            return "stateExitedEventDetails";
        }
        return Character.toLowerCase(type.charAt(0)) + type.substring(1) + "EventDetails";
    }

    private static SequencedMap<String, @Nullable Object> texts(Map<?, ?> details) {
        SequencedMap<String, @Nullable Object> texts = new LinkedHashMap<>();
        details.forEach(
                (name, value) ->
                        texts.put(
                                (String) name,
                                switch (value) {
                                    case Payload payload -> payload.text();
                                    case Map<?, ?> map -> texts(map);
                                    case null, default -> value;
                                }));
        return texts;
    }

    /** A time as Step Functions writes it: ISO 8601, UTC, milliseconds. */
    static String iso(Instant time) {
        return MILLISECONDS.format(time);
    }
}

package systems.tasker.local.asl;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Details of events, in the order given; what is null is left out. */
final class Details {
    private Details() {}

    static SequencedMap<String, @Nullable Object> none() {
        return new LinkedHashMap<>();
    }

    /** Names and values in turn. */
    static SequencedMap<String, @Nullable Object> of(@Nullable Object... namesAndValues) {
        SequencedMap<String, @Nullable Object> details = none();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            if (value != null) {
                details.put(String.valueOf(namesAndValues[i]), value);
            }
        }
        return details;
    }

    /** A value that the event gives as JSON text. */
    static HistoryEvent.Payload payload(@Nullable Object value) {
        return new HistoryEvent.Payload(value);
    }

    /** Values by name, each as JSON text. */
    static SequencedMap<String, @Nullable Object> payloads(
            SequencedMap<String, @Nullable Object> values) {
        SequencedMap<String, @Nullable Object> payloads = none();
        values.forEach((name, value) -> payloads.put(name, payload(value)));
        return payloads;
    }
}

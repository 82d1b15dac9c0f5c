package systems.tasker.local.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import systems.tasker.json.Json;
import systems.tasker.json.JsonObject;
import systems.tasker.json.JsonText;
import systems.tasker.store.AuditTrail;
import systems.tasker.store.Failure;
import systems.tasker.store.Transition;

/** The text in a column, for values that are no text. */
final class StoredText {
    private static final String ZEROS = "000000000";
    private static final int TO_SECONDS = "2026-11-25T10:00:00".length();

    private StoredText() {}

    /** With nine digits of a second always, so that the order of texts is that of time. */
    static String of(Instant instant) {
        String text = instant.toString();
        int end = text.length() - 1;
        String fraction = end > TO_SECONDS ? text.substring(TO_SECONDS + 1, end) : "";
        return text.substring(0, TO_SECONDS)
                + "."
                + fraction
                + ZEROS.substring(fraction.length())
                + "Z";
    }

    static Instant instant(String text) {
        return Instant.parse(text);
    }

    /** For columns that may be null. */
    static <A, B> @Nullable B orNull(@Nullable A value, Function<A, B> conversion) {
        return value == null ? null : conversion.apply(value);
    }

    /** <code>{kind, code, message, context, last, retry_at}</code>, without what is null. */
    static String of(Failure failure) {
        SequencedMap<String, Object> fields = new LinkedHashMap<>();
        fields.put("kind", failure.kind());
        putUnlessNull(fields, "code", failure.code());
        fields.put("message", failure.message());
        fields.put("context", failure.context());
        fields.put("last", failure.last());
        putUnlessNull(fields, "retry_at", orNull(failure.retryAt(), StoredText::of));
        return Json.write(fields);
    }

    static Failure failure(String text) {
        JsonObject fields = JsonObject.of(Json.parse(text));
        return new Failure(
                required(fields, "kind"),
                fields.text("code").orElse(null),
                required(fields, "message"),
                JsonText.of(fields.value("context")),
                fields.flag("last").orElse(false),
                fields.text("retry_at").map(StoredText::instant).orElse(null));
    }

    /** An array of <code>{from, to, at, attempt, reason}</code>, without what is null. */
    static String of(AuditTrail trail) {
        List<Object> entries = new ArrayList<>(trail.entries().size());
        for (Transition transition : trail.entries()) {
            SequencedMap<String, Object> fields = new LinkedHashMap<>();
            putUnlessNull(fields, "from", transition.from());
            fields.put("to", transition.to());
            fields.put("at", of(transition.at()));
            fields.put("attempt", transition.attempt());
            putUnlessNull(fields, "reason", transition.reason());
            entries.add(fields);
        }
        return Json.write(entries);
    }

    static AuditTrail trail(int folded, String text) {
        List<Transition> entries = new ArrayList<>();
        for (Object entry : array(text)) {
            JsonObject fields = JsonObject.of(entry);
            entries.add(
                    new Transition(
                            fields.text("from").orElse(null),
                            required(fields, "to"),
                            instant(required(fields, "at")),
                            fields.number("attempt").orElse(0).intValue(),
                            fields.text("reason").orElse(null)));
        }
        return new AuditTrail(folded, entries);
    }

    static List<String> names(String text) {
        return array(text).stream().map(String::valueOf).toList();
    }

    private static List<?> array(String text) {
        if (Json.parse(text) instanceof List<?> array) {
            return array;
        }
        throw new IllegalArgumentException("not a list: " + text);
    }

    private static String required(JsonObject fields, String name) {
        return fields.text(name)
                .orElseThrow(() -> new IllegalArgumentException("no `" + name + "`"));
    }

    private static void putUnlessNull(
            SequencedMap<String, Object> fields, String name, @Nullable String value) {
        if (value != null) {
            fields.put(name, value);
        }
    }
}

package systems.tasker.local.store;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import systems.tasker.json.Json;
import systems.tasker.json.JsonObject;
import systems.tasker.json.JsonText;
import systems.tasker.store.AuditTrail;
import systems.tasker.store.Failure;
import systems.tasker.store.StepStatus;
import systems.tasker.store.Transition;

/** The text in a column, for values that are no text. */
final class StoredText {
    /** Most of what an audit trail says; known to need no escapes. */
    private static final Set<String> STATUSES =
            Arrays.stream(StepStatus.values()).map(StepStatus::wireName).collect(toSet());

    private StoredText() {}

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
        putUnlessNull(fields, "retry_at", orNull(failure.retryAt(), UtcText::of));
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
                fields.text("retry_at").map(UtcText::instant).orElse(null));
    }

    /** An array of <code>{from, to, at, attempt, reason}</code>, without what is null. */
    static String of(AuditTrail trail) {
        StringBuilder text = new StringBuilder(100 * trail.entries().size() + 2);
        char separator = '[';
        for (Transition entry : trail.entries()) {
            text.append(separator).append('{');
            if (entry.from() != null) {
                appendString(text.append("\"from\":"), entry.from()).append(',');
            }
            appendString(text.append("\"to\":"), entry.to());
            text.append(",\"at\":\"").append(UtcText.of(entry.at()));
            text.append("\",\"attempt\":").append(entry.attempt());
            if (entry.reason() != null) {
                appendString(text.append(",\"reason\":"), entry.reason());
            }
            text.append('}');
            separator = ',';
        }
        return text.append(trail.entries().isEmpty() ? "[]" : "]").toString();
    }

    private static StringBuilder appendString(StringBuilder text, String value) {
        return STATUSES.contains(value)
                ? text.append('"').append(value).append('"')
                : text.append(Json.write(value));
    }

    static AuditTrail trail(int folded, String text) {
        List<Transition> entries = new ArrayList<>();
        for (Object entry : array(text)) {
            if (!(entry instanceof Map<?, ?> fields)
                    || !(fields.get("to") instanceof String to)
                    || !(fields.get("at") instanceof String at)
                    || !(fields.get("attempt") instanceof Number attempt)) {
                throw new IllegalArgumentException("not a transition: " + entry);
            }
            entries.add(
                    new Transition(
                            (String) fields.get("from"),
                            to,
                            UtcText.instant(at),
                            attempt.intValue(),
                            (String) fields.get("reason")));
        }
        return new AuditTrail(folded, entries);
    }

    static List<String> names(String text) {
        return array(text).stream().map(String::valueOf).toList();
    }

    static Map<String, Integer> numbers(String text) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        JsonObject.of(Json.parse(text))
                .fields()
                .forEach((name, value) -> numbers.put(name, ((Number) value).intValue()));
        return numbers;
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

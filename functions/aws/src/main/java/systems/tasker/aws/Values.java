package systems.tasker.aws;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import systems.tasker.json.JsonText;
import systems.tasker.store.AuditTrail;
import systems.tasker.store.Failure;
import systems.tasker.store.Transition;

/** The attributes of an item, written and read; one that is null is not there. */
final class Values {
    private final Map<String, AttributeValue> attributes;

    private Values(Map<String, AttributeValue> attributes) {
        this.attributes = attributes;
    }

    static Values of(Map<String, AttributeValue> attributes) {
        return new Values(attributes);
    }

    static Values with(Map<String, AttributeValue> key) {
        return new Values(new LinkedHashMap<>(key));
    }

    Map<String, AttributeValue> attributes() {
        return attributes;
    }

    static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    static AttributeValue texts(List<String> values) {
        return AttributeValue.fromL(values.stream().map(Values::text).toList());
    }

    Values put(String name, @Nullable String value) {
        return value == null ? this : put(name, text(value));
    }

    Values put(String name, long value) {
        return put(name, number(value));
    }

    Values put(String name, @Nullable Instant value) {
        return value == null ? this : put(name, value.toString());
    }

    Values put(String name, @Nullable JsonText value) {
        return value == null ? this : put(name, value.text());
    }

    Values put(String name, List<String> values) {
        return values.isEmpty() ? this : put(name, texts(values));
    }

    Values put(String name, Map<String, Integer> numbers) {
        if (numbers.isEmpty()) {
            return this;
        }
        Map<String, AttributeValue> map = new LinkedHashMap<>();
        numbers.forEach((key, value) -> map.put(key, number(value)));
        return put(name, AttributeValue.fromM(map));
    }

    Values put(String name, @Nullable Failure failure) {
        if (failure == null) {
            return this;
        }
        Values map =
                new Values(new LinkedHashMap<>())
                        .put("kind", failure.kind())
                        .put("code", failure.code())
                        .put("message", failure.message())
                        .put("context", failure.context())
                        .put("last", AttributeValue.fromBool(failure.last()))
                        .put("retry_at", failure.retryAt());
        return put(name, AttributeValue.fromM(map.attributes));
    }

    Values put(AuditTrail trail) {
        List<AttributeValue> entries =
                trail.entries().stream()
                        .map(
                                entry ->
                                        new Values(new LinkedHashMap<>())
                                                .put("from", entry.from())
                                                .put("to", entry.to())
                                                .put("at", entry.at())
                                                .put("attempt", entry.attempt())
                                                .put("reason", entry.reason()))
                        .map(entry -> AttributeValue.fromM(entry.attributes))
                        .toList();
        return put("transitions", AttributeValue.fromL(entries))
                .put("folded_transitions", trail.folded());
    }

    private Values put(String name, AttributeValue value) {
        attributes.put(name, value);
        return this;
    }

    private <T extends @Nullable Object> @Nullable T read(
            String name, Function<AttributeValue, T> reading) {
        AttributeValue value = attributes.get(name);
        return value == null ? null : reading.apply(value);
    }

    private <T> T must(String name, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("An item has no `" + name + "`");
        }
        return value;
    }

    @Nullable String textOrNull(String name) {
        return read(name, AttributeValue::s);
    }

    String text1(String name) {
        return must(name, textOrNull(name));
    }

    int integer(String name) {
        return Math.toIntExact(longInteger(name));
    }

    long longInteger(String name) {
        return Long.parseLong(must(name, read(name, AttributeValue::n)));
    }

    @Nullable Instant timeOrNull(String name) {
        return read(name, value -> Instant.parse(value.s()));
    }

    Instant time(String name) {
        return must(name, timeOrNull(name));
    }

    @Nullable JsonText jsonOrNull(String name) {
        return read(name, value -> new JsonText(value.s()));
    }

    JsonText json(String name) {
        return must(name, jsonOrNull(name));
    }

    List<String> texts(String name) {
        List<String> found =
                read(name, value -> value.l().stream().map(AttributeValue::s).toList());
        return found == null ? List.of() : found;
    }

    Map<String, Integer> numbers(String name) {
        Map<String, Integer> found = new LinkedHashMap<>();
        AttributeValue map = attributes.get(name);
        if (map != null) {
            map.m().forEach((key, value) -> found.put(key, Integer.valueOf(value.n())));
        }
        return found;
    }

    @Nullable Failure failure(String name) {
        return read(name, value -> failure(new Values(value.m())));
    }

    private static Failure failure(Values map) {
        return new Failure(
                map.text1("kind"),
                map.textOrNull("code"),
                map.text1("message"),
                map.json("context"),
                map.must("last", map.read("last", AttributeValue::bool)),
                map.timeOrNull("retry_at"));
    }

    AuditTrail trail() {
        List<Transition> entries =
                must("transitions", attributes.get("transitions")).l().stream()
                        .map(entry -> transition(new Values(entry.m())))
                        .toList();
        return new AuditTrail(integer("folded_transitions"), entries);
    }

    private static Transition transition(Values map) {
        return new Transition(
                map.textOrNull("from"),
                map.text1("to"),
                map.time("at"),
                map.integer("attempt"),
                map.textOrNull("reason"));
    }
}

package systems.tasker.local.asl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import systems.tasker.json.Json;
import systems.tasker.json.JsonObject;
import systems.tasker.json.JsonText;

/**
 * The engine against executions that AWS recorded: status, output, error, cause, and the types of
 * all events in order. No recorded machine that is executed here runs branches side by side, so the
 * order is compared as it is.
 */
final class ConformanceTest {
    /** What stands in recorded values for what differs from run to run. */
    private static final Set<String> PLACEHOLDERS =
            Set.of(
                    "date",
                    "x-amzn-RequestId",
                    "X-Amzn-Trace-Id",
                    "RequestId",
                    "lambda_function_name");

    private static final Pattern UUID_PLACEHOLDER = Pattern.compile("<uuid:[0-9]+>");
    private static final String UUID_FORM = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private record Recorded(
            String id,
            JsonObject definition,
            JsonText input,
            JsonObject lambdas,
            JsonObject expected) {}

    /** What an engine made of a recorded execution. */
    private record Outcome(
            String status,
            @Nullable Object output,
            @Nullable String error,
            @Nullable String cause,
            List<String> types) {}

    @Test
    void everyRecordedExecutionInJsonataWithoutMapEndsAsOnAws() throws Exception {
        List<Recorded> supported = recorded().stream().filter(ConformanceTest::supported).toList();
        assertEquals(45, supported.size());

        List<String> mismatches = new ArrayList<>();
        for (Recorded recorded : supported) {
            mismatches.addAll(mismatches(recorded, run(recorded, recorded.definition())));
        }

        assertEquals(List.of(), mismatches);
    }

    @Test
    void everyOtherRecordedMachineIsRefusedByNameOfItsState() throws Exception {
        List<Recorded> others = recorded().stream().filter(one -> !supported(one)).toList();
        assertEquals(27, others.size());

        for (Recorded recorded : others) {
            InvalidMachine refusal =
                    assertThrows(
                            InvalidMachine.class,
                            () -> Machine.read("m", Json.write(recorded.definition())),
                            recorded.id());
            assertTrue(
                    unsupportedStates(recorded.definition()).stream()
                            .anyMatch(
                                    name ->
                                            String.valueOf(refusal.getMessage())
                                                    .contains("State `" + name + "`")),
                    refusal.getMessage());
        }
    }

    /** Engines that are wrong in one way each. */
    enum Fault {
        IGNORES_CATCH,
        IGNORES_OUTPUT,
        TAKES_THE_DEFAULT,
        LOSES_AN_EVENT,
        SWAPS_EVENTS,
        LOSES_THE_CAUSE,
        GIVES_THE_INPUT,
        ALWAYS_SUCCEEDS
    }

    @ParameterizedTest
    @EnumSource
    void aWrongEngineFailsTheComparison(Fault fault) throws Exception {
        List<String> mismatches = new ArrayList<>();
        for (Recorded recorded : recorded().stream().filter(ConformanceTest::supported).toList()) {
            Outcome outcome = run(recorded, faulty(recorded.definition(), fault));
            mismatches.addAll(mismatches(recorded, faulty(recorded, outcome, fault)));
        }

        assertFalse(mismatches.isEmpty());
    }

    private static JsonObject faulty(JsonObject definition, Fault fault) {
        SequencedMap<String, @Nullable Object> states = new LinkedHashMap<>();
        definition
                .object("States")
                .fields()
                .forEach(
                        (name, state) ->
                                states.put(name, faultyState(JsonObject.of(state), fault)));
        SequencedMap<String, @Nullable Object> machine = new LinkedHashMap<>(definition.fields());
        machine.put("States", states);
        return fault == Fault.IGNORES_CATCH ? reachable(machine) : new JsonObject(machine);
    }

    private static Object faultyState(JsonObject state, Fault fault) {
        SequencedMap<String, @Nullable Object> changed = new LinkedHashMap<>(state.fields());
        switch (fault) {
            case IGNORES_CATCH -> changed.remove("Catch");
            case IGNORES_OUTPUT -> changed.remove("Output");
            case TAKES_THE_DEFAULT -> {
                if (changed.get("Choices") instanceof List<?> rules) {
                    List<Object> never = new ArrayList<>();
                    for (Object rule : rules) {
                        SequencedMap<String, @Nullable Object> copy =
                                new LinkedHashMap<>(JsonObject.of(rule).fields());
                        copy.put("Condition", false);
                        never.add(copy);
                    }
                    changed.put("Choices", never);
                }
            }
            case LOSES_AN_EVENT,
                    SWAPS_EVENTS,
                    LOSES_THE_CAUSE,
                    GIVES_THE_INPUT,
                    ALWAYS_SUCCEEDS -> {}
        }
        return changed;
    }

    /** Without its catchers a machine has states that nothing leads to, and would be refused. */
    private static JsonObject reachable(SequencedMap<String, @Nullable Object> machine) {
        String text = Json.write(machine);
        JsonObject.of(machine)
                .object("States")
                .fields()
                .keySet()
                .forEach(
                        name -> {
                            if (!text.contains("\"Next\":\"" + name + "\"")
                                    && !name.equals(machine.get("StartAt"))
                                    && !text.contains("\"Default\":\"" + name + "\"")) {
                                ((Map<?, ?>) Objects.requireNonNull(machine.get("States")))
                                        .remove(name);
                            }
                        });
        return new JsonObject(machine);
    }

    private static Outcome faulty(Recorded recorded, Outcome outcome, Fault fault) {
        List<String> types = new ArrayList<>(outcome.types());
        return switch (fault) {
            case LOSES_AN_EVENT -> {
                types.remove(1);
                yield withTypes(outcome, types);
            }
            case SWAPS_EVENTS -> {
                types.add(types.remove(types.size() - 2));
                yield withTypes(outcome, types);
            }
            case LOSES_THE_CAUSE ->
                    new Outcome(outcome.status(), outcome.output(), outcome.error(), null, types);
            case GIVES_THE_INPUT ->
                    new Outcome(
                            outcome.status(),
                            recorded.input().value(),
                            outcome.error(),
                            outcome.cause(),
                            types);
            case ALWAYS_SUCCEEDS ->
                    new Outcome(
                            "SUCCEEDED", outcome.output(), outcome.error(), outcome.cause(), types);
            case IGNORES_CATCH, IGNORES_OUTPUT, TAKES_THE_DEFAULT -> outcome;
        };
    }

    private static Outcome withTypes(Outcome outcome, List<String> types) {
        return new Outcome(
                outcome.status(), outcome.output(), outcome.error(), outcome.cause(), types);
    }

    private static Outcome run(Recorded recorded, JsonObject definition) throws Exception {
        LocalStepFunctions service =
                new LocalStepFunctions(
                        (function, payload) -> function(recorded, function, payload),
                        new SystemScheduler(),
                        () -> 0);
        Execution execution =
                service.start(
                        Machine.read("recorded", Json.write(definition)),
                        UUID.randomUUID().toString(),
                        recorded.input(),
                        ExecutionListener.NONE);
        ExecutionResult result = execution.result().get(20, TimeUnit.SECONDS);
        JsonText output = result.output();
        return new Outcome(
                result.status().name(),
                output == null ? null : output.value(),
                result.error(),
                result.cause(),
                execution.history().stream().map(HistoryEvent::type).toList());
    }

    /** The functions of the recordings, in Python: it puts a space after each comma and colon. */
    private static JsonText function(Recorded recorded, String function, JsonText payload)
            throws FunctionFailed {
        String name = function.substring(function.lastIndexOf(':') + 1);
        return switch (recorded.lambdas().text(name).orElseThrow()) {
            case "id_function" ->
                    new JsonText(payload.text().replace(",", ", ").replace("\":", "\": "));
            case "raise_exception" ->
                    throw new FunctionFailed(
                            "Exception",
                            "{\"errorMessage\":\"Some exception was raised.\","
                                    + "\"errorType\":\"Exception\",\"requestId\":\""
                                    + UUID.randomUUID()
                                    + "\",\"stackTrace\":[\"  File \\\"/var/task/handler.py\\\","
                                    + " line 2, in handler\\n    raise Exception(\\\"Some exception"
                                    + " was raised.\\\")\\n\"]}");
            default -> throw new AssertionError("Unknown behaviour of " + name);
        };
    }

    private static List<String> mismatches(Recorded recorded, Outcome outcome) {
        JsonObject expected = recorded.expected();
        List<String> mismatches = new ArrayList<>();
        compare(recorded, "status", expected.value("status"), outcome.status(), mismatches);
        Object output = expected.value("output");
        compare(
                recorded,
                "output",
                output instanceof String text ? Json.parse(text) : output,
                outcome.output(),
                mismatches);
        compare(recorded, "error", expected.value("error"), outcome.error(), mismatches);
        compare(recorded, "cause", expected.value("cause"), outcome.cause(), mismatches);
        compare(recorded, "types", expected.value("types"), outcome.types(), mismatches);
        return mismatches;
    }

    private static void compare(
            Recorded recorded,
            String what,
            @Nullable Object expected,
            @Nullable Object actual,
            List<String> mismatches) {
        if (!same(expected, actual)) {
            mismatches.add(
                    "%s: %s should be %s, is %s".formatted(recorded.id(), what, expected, actual));
        }
    }

    private static boolean same(@Nullable Object expected, @Nullable Object actual) {
        if (expected instanceof Map<?, ?> map) {
            return actual instanceof Map<?, ?> other
                    && map.keySet().equals(other.keySet())
                    && map.keySet().stream().allMatch(key -> same(map.get(key), other.get(key)));
        }
        if (expected instanceof List<?> list) {
            return actual instanceof List<?> other
                    && list.size() == other.size()
                    && IntStream.range(0, list.size())
                            .allMatch(i -> same(list.get(i), other.get(i)));
        }
        if (expected != null && PLACEHOLDERS.contains(expected)) {
            return actual != null;
        }
        if (expected instanceof String text) {
            return actual instanceof String other && pattern(text).matcher(other).matches();
        }
        if (expected instanceof Number number) {
            return actual instanceof Number && Json.write(number).equals(Json.write(actual));
        }
        return Objects.equals(expected, actual);
    }

    private static Pattern pattern(String text) {
        List<String> quoted = new ArrayList<>();
        for (String part : UUID_PLACEHOLDER.split(text, -1)) {
            quoted.add(Pattern.quote(part));
        }
        return Pattern.compile(String.join(UUID_FORM, quoted));
    }

    private static boolean supported(Recorded recorded) {
        return unsupportedStates(recorded.definition()).isEmpty();
    }

    private static List<String> unsupportedStates(JsonObject definition) {
        String language = definition.text("QueryLanguage").orElse("JSONPath");
        List<String> names = new ArrayList<>();
        definition
                .object("States")
                .fields()
                .forEach(
                        (name, json) -> {
                            JsonObject state = JsonObject.of(json);
                            boolean jsonata =
                                    state.text("QueryLanguage").orElse(language).equals("JSONata");
                            if (!jsonata || state.text("Type").orElseThrow().equals("Map")) {
                                names.add(name);
                            }
                        });
        return names;
    }

    private static List<Recorded> recorded() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(
                        ConformanceTest.class.getResourceAsStream(
                                "/conformance/jsonata-executions.json"))) {
            List<Recorded> recorded = new ArrayList<>();
            for (Object one : (List<?>) Objects.requireNonNull(Json.parse(in.readAllBytes()))) {
                JsonObject json = JsonObject.of(one);
                recorded.add(
                        new Recorded(
                                json.text("id").orElseThrow() + " " + json.value("i"),
                                json.object("definition"),
                                JsonText.of(json.value("input")),
                                json.object("lambdas"),
                                json.object("expected")));
            }
            return recorded;
        }
    }
}

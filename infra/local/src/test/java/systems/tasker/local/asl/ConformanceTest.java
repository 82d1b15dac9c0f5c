package systems.tasker.local.asl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import systems.tasker.json.Json;
import systems.tasker.json.JsonObject;

/**
 * The engine against executions that AWS recorded: status, output, error, cause, and the types of
 * all events in order. No recorded machine that is executed here runs branches side by side, so the
 * order is compared as it is.
 */
final class ConformanceTest {
    @Test
    void everyRecordedExecutionInJsonataWithoutMapEndsAsOnAws() throws Exception {
        List<Recorded> supported = Recorded.all().stream().filter(Recorded::isSupported).toList();
        assertEquals(45, supported.size());

        List<String> mismatches = new ArrayList<>();
        for (Recorded recorded : supported) {
            mismatches.addAll(recorded.mismatches(recorded.run(recorded.definition())));
        }

        assertEquals(List.of(), mismatches);
    }

    @Test
    void everyOtherRecordedMachineIsRefusedByNameOfItsState() throws Exception {
        List<Recorded> others = Recorded.all().stream().filter(one -> !one.isSupported()).toList();
        assertEquals(27, others.size());

        for (Recorded recorded : others) {
            InvalidMachine refusal =
                    assertThrows(
                            InvalidMachine.class,
                            () -> Machine.read("m", Json.write(recorded.definition())),
                            recorded.id());
            assertTrue(
                    recorded.unsupportedStates().stream()
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
        for (Recorded recorded : Recorded.all().stream().filter(Recorded::isSupported).toList()) {
            Recorded.Outcome outcome = recorded.run(faulty(recorded.definition(), fault));
            mismatches.addAll(recorded.mismatches(faulty(recorded, outcome, fault)));
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

    private static Recorded.Outcome faulty(
            Recorded recorded, Recorded.Outcome outcome, Fault fault) {
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
                    new Recorded.Outcome(
                            outcome.status(), outcome.output(), outcome.error(), null, types);
            case GIVES_THE_INPUT ->
                    new Recorded.Outcome(
                            outcome.status(),
                            recorded.input().value(),
                            outcome.error(),
                            outcome.cause(),
                            types);
            case ALWAYS_SUCCEEDS ->
                    new Recorded.Outcome(
                            "SUCCEEDED", outcome.output(), outcome.error(), outcome.cause(), types);
            case IGNORES_CATCH, IGNORES_OUTPUT, TAKES_THE_DEFAULT -> outcome;
        };
    }

    private static Recorded.Outcome withTypes(Recorded.Outcome outcome, List<String> types) {
        return new Recorded.Outcome(
                outcome.status(), outcome.output(), outcome.error(), outcome.cause(), types);
    }
}

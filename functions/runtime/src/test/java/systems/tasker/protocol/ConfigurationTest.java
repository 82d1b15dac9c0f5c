package systems.tasker.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import systems.tasker.AnnotationsFailed;
import systems.tasker.PermanentError;
import systems.tasker.Sequence;
import systems.tasker.Step;
import systems.tasker.Task;
import systems.tasker.handler.ConfiguredTask;
import systems.tasker.handler.StepHandler;
import systems.tasker.json.Json;
import systems.tasker.json.JsonObject;
import systems.tasker.testing.FunctionHarness;

class ConfigurationTest {
    private static final String SECRET = "s3cr3t-$1-\\value";

    private static @Nullable Object filledIn(String text, Map<String, String> environment) {
        return Configuration.filledIn(
                        JsonObject.of(Map.of("value", text)), environment::get, "Step `charge`")
                .value("value");
    }

    @Test
    void quotedTextStaysTextWhateverTheVariableHolds() {
        Map<String, String> environment = Map.of("PORT", "443", "DOLLAR", "$1\\2");
        assertEquals("443", filledIn("<%= ENV['PORT'].to_s %>", environment));
        assertEquals("", filledIn("<%= ENV['NONE'].to_s %>", environment));
        assertEquals(
                "https://h:443/a?b=$1\\2",
                filledIn(
                        "https://<%= ENV.fetch('HOST', 'h').to_s %>:<%= ENV.fetch('PORT').to_s"
                                + " %>/a?b=<%= ENV['DOLLAR'].to_s %>",
                        environment));
        assertEquals(
                "it's \"so\"",
                filledIn(
                        "<%= ENV.fetch('A', \"it's\").to_s %> <%= ENV.fetch('B', '\"so\"').to_s %>",
                        environment));
    }

    @Test
    void unquotedTextIsReadAsRubyReadsItOnceItIsFilledIn() {
        for (String nothing : List.of("", "~", "null", " ")) {
            assertNull(filledIn("<%= ENV['X'] %>", Map.of("X", nothing)));
        }
        assertNull(filledIn("<%= ENV['X'] %>", Map.of()));
        assertEquals(true, filledIn("<%= ENV['X'] %>", Map.of("X", "True")));
        assertEquals(30, filledIn("<%= ENV.fetch('X', '30') %>", Map.of()));
        assertEquals(12, filledIn("<%= ENV['A'] %><%= ENV['B'] %>", Map.of("A", "1", "B", "2")));
        assertEquals(0.5, filledIn("<%= ENV['X'] %>", Map.of("X", "+.5")));
        assertEquals(1000.0, filledIn("<%= ENV['X'] %>", Map.of("X", "1e3")));
        for (String text : List.of("yes", "0x10", "010", "1_000", ".inf", "a: b", "[1]", "# no")) {
            assertEquals(text, filledIn("<%= ENV['X'] %>", Map.of("X", text)));
        }
        String long_ = "9".repeat(10_000);
        assertEquals(long_, filledIn("<%= ENV['X'] %>", Map.of("X", long_)));
    }

    @Test
    void whatTheEnvironmentHoldsIsNotFilledInOnceMore() {
        assertEquals(
                "<%= ENV['B'] %>",
                filledIn("<%= ENV['A'] %>", Map.of("A", "<%= ENV['B'] %>", "B", "secret")));
    }

    @Test
    void listsAndMappingsAreFilledInAtEveryDepthAndTheRestIsLeftAlone() {
        JsonObject config =
                JsonObject.of(
                        Json.parse(
                                """
                                {"list": [1, null, "x", ["<%= ENV['A'].to_s %>"]],
                                 "deep": {"<%= ENV['A'] %>": {"b": "<%= ENV['A'].to_s %>"}}}
                                """));
        assertEquals(
                """
                {"list":[1,null,"x",["1"]],"deep":{"<%= ENV['A'] %>":{"b":"1"}}}""",
                Json.write(
                        Configuration.filledIn(config, Map.of("A", "1")::get, "Step `a`")
                                .fields()));
    }

    @Test
    void aMissingVariableIsNamedWithItsStep() {
        PermanentError error =
                assertThrows(
                        PermanentError.class,
                        () -> filledIn("<%= ENV.fetch('TOKEN').to_s %>", Map.of()));
        assertEquals("MISSING_ENVIRONMENT_VARIABLE", error.errorCode().orElseThrow());
        assertEquals(
                "Step `charge` needs the environment variable `TOKEN`, which is not set",
                error.getMessage());
    }

    /** Remembers what it is configured with, and says of itself what it can. */
    private static final class Configured extends StepHandler {
        final List<JsonObject> seen = new ArrayList<>();

        @Override
        public @Nullable Object process(Task task, Sequence sequence, Step step) {
            seen.add(step.handlerConfig());
            step.log().info("configured as " + step, Map.of());
            return Map.of("ok", true);
        }
    }

    private static SequencedMap<String, @Nullable Object> payload(FunctionHarness harness) {
        return harness.stepPayload(
                "charge", List.of(), Map.of("token", "<%= ENV.fetch('TOKEN').to_s %>"));
    }

    @Test
    void aStepSeesTheValueAndNeitherLogNorStoreDo() {
        FunctionHarness harness = new FunctionHarness(Map.of());
        harness.environment("TOKEN", SECRET);
        Configured handler = new Configured();
        harness.invoke(handler, payload(harness));
        assertEquals(SECRET, handler.seen.getFirst().text("token").orElseThrow());
        assertFalse(harness.log().isEmpty());
        assertFalse(harness.log().toString().contains("s3cr3t"), harness.log().toString());
        assertFalse(harness.step("charge").toString().contains("s3cr3t"));
    }

    @Test
    void aStepWithoutItsVariableFailsAtOnceAndIsNotRetried() {
        FunctionHarness harness = new FunctionHarness(Map.of());
        Configured handler = new Configured();
        PermanentError error =
                assertThrows(PermanentError.class, () -> harness.invoke(handler, payload(harness)));
        assertTrue(String.valueOf(error.getMessage()).contains("`TOKEN`"), error.getMessage());
        assertTrue(handler.seen.isEmpty());
        assertEquals(
                "MISSING_ENVIRONMENT_VARIABLE",
                java.util.Objects.requireNonNull(harness.step("charge").failure()).code());
        assertTrue(harness.log().toString().contains("MISSING_ENVIRONMENT_VARIABLE"));
    }

    @Test
    void theTaskHandlersConfigurationIsFilledInToo() {
        Map<String, @Nullable Object> seen = new HashMap<>();
        ConfiguredTask handler =
                new ConfiguredTask() {
                    @Override
                    public void updateAnnotations(Task task, Sequence sequence, List<Step> steps) {
                        seen.putAll(task.handlerConfig().fields());
                    }
                };
        FunctionHarness harness = new FunctionHarness(Map.of());
        SequencedMap<String, @Nullable Object> payload = harness.finalizePayload(List.of());
        payload.put("handler_config", Map.of("limit", "<%= ENV.fetch('LIMIT', '7') %>"));
        harness.invoke(handler, payload);
        assertEquals(Map.of("limit", 7), seen);

        FunctionHarness without = new FunctionHarness(Map.of());
        SequencedMap<String, @Nullable Object> needy = without.finalizePayload(List.of());
        needy.put("handler_config", Map.of("limit", "<%= ENV.fetch('LIMIT') %>"));
        AnnotationsFailed failed =
                assertThrows(AnnotationsFailed.class, () -> without.invoke(handler, needy));
        assertTrue(String.valueOf(failed.getMessage()).contains("`LIMIT`"), failed.getMessage());
    }
}

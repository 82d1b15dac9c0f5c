package systems.tasker.local.asl;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import systems.tasker.json.Json;
import systems.tasker.json.JsonObject;
import systems.tasker.json.JsonText;

/** An execution that AWS recorded, and how it ended there. */
record Recorded(
        String id, JsonObject definition, JsonText input, JsonObject lambdas, JsonObject expected) {
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

    /** What an engine made of a recorded execution. */
    record Outcome(
            String status,
            @Nullable Object output,
            @Nullable String error,
            @Nullable String cause,
            List<String> types) {}

    /** All that were recorded. */
    static List<Recorded> all() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(
                        Recorded.class.getResourceAsStream(
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

    /** Whether the engine has all that its machine needs. */
    boolean isSupported() {
        return unsupportedStates().isEmpty();
    }

    /** The states that the engine does not have: of JSONPath, and Map. */
    List<String> unsupportedStates() {
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

    /** What this engine makes of it, with its own machine or another one. */
    Outcome run(JsonObject machine) throws Exception {
        LocalStepFunctions service =
                new LocalStepFunctions(
                        (function, payload) -> function(function, payload),
                        new SystemScheduler(),
                        () -> 0);
        Execution execution =
                service.start(
                        Machine.read("recorded", Json.write(machine)),
                        UUID.randomUUID().toString(),
                        input,
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
    private JsonText function(String function, JsonText payload) throws FunctionFailed {
        String name = function.substring(function.lastIndexOf(':') + 1);
        return switch (lambdas.text(name).orElseThrow()) {
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

    /** Where an outcome is not as on AWS. */
    List<String> mismatches(Outcome outcome) {
        List<String> mismatches = new ArrayList<>();
        compare("status", expected.value("status"), outcome.status(), mismatches);
        Object output = expected.value("output");
        compare(
                "output",
                output instanceof String text ? Json.parse(text) : output,
                outcome.output(),
                mismatches);
        compare("error", expected.value("error"), outcome.error(), mismatches);
        compare("cause", expected.value("cause"), outcome.cause(), mismatches);
        compare("types", expected.value("types"), outcome.types(), mismatches);
        return mismatches;
    }

    private void compare(
            String what,
            @Nullable Object recorded,
            @Nullable Object actual,
            List<String> mismatches) {
        if (!same(recorded, actual)) {
            mismatches.add("%s: %s should be %s, is %s".formatted(id, what, recorded, actual));
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
}

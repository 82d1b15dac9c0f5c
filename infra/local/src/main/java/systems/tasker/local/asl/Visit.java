package systems.tasker.local.asl;

import com.dashjoin.jsonata.JException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import systems.tasker.asl.Jsonata;
import systems.tasker.asl.Template;
import systems.tasker.json.Json;

/** A visit to a state: evaluates the state's templates with what they see during it. */
final class Visit {
    private static final int MAX_SECONDS = 99_999_999;

    private final Strand strand;
    private final Execution execution;
    private final String name;
    private final long enteredEvent;
    private final String enteredTime;
    private final Variables variables;
    private final @Nullable Object input;
    private final Map<String, @Nullable Object> states = new LinkedHashMap<>();
    private int retries;
    private @Nullable String token;

    Visit(
            Strand strand,
            String name,
            long enteredEvent,
            Variables variables,
            @Nullable Object input) {
        this.strand = strand;
        this.execution = strand.execution();
        this.name = name;
        this.enteredEvent = enteredEvent;
        this.enteredTime = HistoryEvent.iso(strand.now());
        this.variables = variables;
        this.input = input;
        states.put("input", input);
        states.put("context", context());
    }

    String name() {
        return name;
    }

    @Nullable Object input() {
        return input;
    }

    /** What <code>$states.result</code> is from here on. */
    void result(@Nullable Object result) {
        states.put("result", result);
    }

    /** What <code>$states.errorOutput</code> is from here on. */
    void errorOutput(@Nullable Object errorOutput) {
        states.remove("result");
        states.put("errorOutput", errorOutput);
    }

    /** What <code>$states.context.Task.Token</code> is from here on. */
    void token(String newToken) {
        token = newToken;
        states.put("context", context());
    }

    /** Another attempt begins. */
    void retry() {
        retries++;
        token = null;
        states.remove("result");
        states.put("context", context());
    }

    private Map<String, @Nullable Object> context() {
        SequencedMap<String, @Nullable Object> state = new LinkedHashMap<>();
        state.put("EnteredTime", enteredTime);
        state.put("Name", name);
        state.put("RetryCount", retries);
        SequencedMap<String, @Nullable Object> context = new LinkedHashMap<>();
        context.put("Execution", execution.contextOfExecution());
        context.put("StateMachine", execution.contextOfMachine());
        context.put("State", state);
        if (token != null) {
            context.put("Task", Details.of("Token", token));
        }
        return context;
    }

    /** The value of a template in a field of the state; the other value where it is absent. */
    @Nullable Object value(
            @Nullable Template template, String field, @Nullable Object whereAbsent) {
        return template == null ? whereAbsent : value(template.json(), new Path(null, field));
    }

    /** The values of a state's or catcher's <code>Assign</code>. */
    SequencedMap<String, @Nullable Object> values(SequencedMap<String, Template> assign) {
        SequencedMap<String, @Nullable Object> values = new LinkedHashMap<>();
        assign.forEach(
                (variable, template) ->
                        values.put(variable, value(template, "Assign/" + variable, null)));
        return values;
    }

    /** A Boolean that a field must hold. */
    boolean flag(Template template, String field) {
        Object value = value(template, field, null);
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw unexpected(template, field, "boolean", value);
    }

    /** A string that a field must hold; null where the field is absent. */
    @Nullable String text(@Nullable Template template, String field) {
        if (template == null) {
            return null;
        }
        Object value = value(template, field, null);
        if (value instanceof String text) {
            return text;
        }
        throw unexpected(template, field, "string", value);
    }

    /** Whole seconds that a field must hold; null where the field is absent. */
    @Nullable Long seconds(@Nullable Template template, String field, int minimum) {
        if (template == null) {
            return null;
        }
        Object value = value(template, field, null);
        if (!(value instanceof Number number) || number.doubleValue() != number.longValue()) {
            throw unexpected(template, field, "integer", value);
        }
        if (number.longValue() < minimum || number.longValue() > MAX_SECONDS) {
            throw failure(
                    "The field '%s' must be from %d to %d, but was %s"
                            .formatted(field, minimum, MAX_SECONDS, number),
                    field);
        }
        return number.longValue();
    }

    /** An evaluation error of this state: recorded here, for the caller to throw. */
    StateError failure(String saying, String field) {
        String cause =
                "An error occurred while executing the state '%s' (entered at the event id #%d). %s"
                        .formatted(name, enteredEvent, saying);
        strand.append(
                "EvaluationFailed",
                Details.of(
                        "error",
                        StateError.QUERY_EVALUATION,
                        "cause",
                        cause,
                        "location",
                        field,
                        "state",
                        name));
        return new StateError(StateError.QUERY_EVALUATION, cause);
    }

    /** The state as the subject of a sentence on its payloads. */
    String what(String did) {
        return "The state/task '" + name + "' " + did;
    }

    private StateError unexpected(
            Template template, String field, String expected, @Nullable Object value) {
        Object source = template.json() instanceof Jsonata jsonata ? jsonata.text() : value;
        return failure(
                "The JSONata expression '%s' specified for the field '%s' returned an unexpected result type. Expected '%s', but was '%s' for value: %s"
                        .formatted(source, field, expected, typeOf(value), Json.write(value)),
                field);
    }

    private static String typeOf(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case String text -> "string";
            case Boolean flag -> "boolean";
            case Number number -> "number";
            case List<?> array -> "array";
            default -> "object";
        };
    }

    private @Nullable Object value(@Nullable Object json, Path path) {
        return switch (json) {
            case Jsonata jsonata -> evaluate(jsonata, path);
            case Map<?, ?> template -> {
                SequencedMap<String, @Nullable Object> object = new LinkedHashMap<>();
                for (Map.Entry<?, ?> field : template.entrySet()) {
                    String key = (String) field.getKey();
                    object.put(key, value(field.getValue(), new Path(path, key)));
                }
                yield object;
            }
            case List<?> template -> {
                List<@Nullable Object> array = new ArrayList<>(template.size());
                for (Object element : template) {
                    array.add(value(element, new Path(path, array.size())));
                }
                yield array;
            }
            case null, default -> json;
        };
    }

    private @Nullable Object evaluate(Jsonata jsonata, Path path) {
        Object value;
        try {
            value =
                    execution
                            .machine()
                            .expression(jsonata)
                            .evaluate(states, variables.values(), execution.scheduler());
        } catch (RuntimeException | StackOverflowError e) {
            throw failure(
                    "The JSONata expression '%s' specified for the field '%s' threw an error during evaluation. %s"
                            .formatted(jsonata.text(), path, reason(e)),
                    path.toString());
        }
        if (Expression.isUndefined(value)) {
            throw failure(
                    "The JSONata expression '%s' specified for the field '%s' returned nothing (undefined)."
                            .formatted(jsonata.text(), path),
                    path.toString());
        }
        return value;
    }

    private static String reason(Throwable e) {
        return switch (e) {
            case JException library -> library.getError() + ": " + library.getMessage();
            case StackOverflowError deep -> "The expression recurses too deeply";
            default -> String.valueOf(e.getMessage());
        };
    }

    /** A field's path, put together only where somebody asks: steps are names and indices. */
    private record Path(@Nullable Path before, Object step) {
        @Override
        public String toString() {
            if (before == null) {
                return step.toString();
            }
            return step instanceof Integer index ? before + "[" + index + "]" : before + "/" + step;
        }
    }
}

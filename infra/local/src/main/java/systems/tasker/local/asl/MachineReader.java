package systems.tasker.local.asl;

import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import systems.tasker.asl.Branch;
import systems.tasker.asl.Jsonata;
import systems.tasker.asl.State;
import systems.tasker.asl.StateMachine;
import systems.tasker.asl.Template;
import systems.tasker.json.InvalidJson;
import systems.tasker.json.Json;

/**
 * Reads the JSON of a machine. Whatever is not valid, or not supported, is refused here and by
 * name, so that no execution starts and comes to a halt at it.
 */
final class MachineReader {
    private static final String JSONATA = "JSONata";
    private static final int MAX_NAME = 80;

    private final Templates templates = new Templates();
    private final ErrorHandling handling = new ErrorHandling(templates);
    private final Set<String> names = new HashSet<>();
    private String language = "JSONPath";

    /** The expressions of the machine that was read, by their text. */
    Map<String, Expression> expressions() {
        return templates.expressions();
    }

    /**
     * The machine that a text describes.
     *
     * @throws InvalidMachine where it is not valid, or not supported
     */
    StateMachine read(String json) {
        Fields fields;
        try {
            fields = new Fields("The machine", Json.parseTrusted(json));
        } catch (InvalidJson e) {
            throw new InvalidMachine("The machine is not JSON: " + e.getMessage());
        }
        String comment = fields.optionalText("Comment");
        String version = fields.optionalText("Version");
        if (version != null && !version.equals("1.0")) {
            throw fields.invalid("has the `Version` " + version + ": only 1.0 is supported");
        }
        String given = fields.optionalText("QueryLanguage");
        language = given == null ? language : given;
        Integer timeout = fields.optionalInteger("TimeoutSeconds", 1);
        return new StateMachine(comment, timeout, branch(fields));
    }

    private Branch branch(Fields fields) {
        String startAt = fields.text("StartAt");
        SequencedMap<String, State> states = new LinkedHashMap<>();
        if (!(fields.take("States") instanceof Map<?, ?> map) || map.isEmpty()) {
            throw fields.invalid("has no `States`");
        }
        fields.end();
        map.forEach((name, state) -> states.put((String) name, state((String) name, state)));
        if (!states.containsKey(startAt)) {
            throw fields.invalid("starts at `" + startAt + "`, which is no state of it");
        }
        checkTransitions(startAt, states);
        return new Branch(startAt, states);
    }

    private static void checkTransitions(String startAt, SequencedMap<String, State> states) {
        Set<String> reached = new HashSet<>(Set.of(startAt));
        List<String> open = new ArrayList<>(List.of(startAt));
        while (!open.isEmpty()) {
            String from = open.removeLast();
            for (String to : Transitions.from(states.get(from))) {
                if (!states.containsKey(to)) {
                    throw new InvalidMachine(
                            "State `%s` goes on to `%s`, which is no state beside it"
                                    .formatted(from, to));
                }
                if (reached.add(to)) {
                    open.add(to);
                }
            }
        }
        for (String name : states.sequencedKeySet()) {
            if (!reached.contains(name)) {
                throw new InvalidMachine("State `" + name + "` cannot be reached");
            }
        }
    }

    private State state(String name, @Nullable Object json) {
        Fields fields = new Fields("State `" + name + "`", json);
        if (name.isEmpty() || name.codePointCount(0, name.length()) > MAX_NAME) {
            throw fields.invalid("has a name that is empty or longer than 80 characters");
        }
        if (!names.add(name)) {
            throw fields.invalid("occurs twice in the machine");
        }
        String type = fields.text("Type");
        String own = fields.optionalText("QueryLanguage");
        String comment = fields.optionalText("Comment");
        if (!JSONATA.equals(own == null ? language : own)) {
            throw fields.invalid("is not written in JSONata, the only language supported");
        }
        State state =
                switch (type) {
                    case "Task" -> task(comment, fields);
                    case "Parallel" -> parallel(comment, fields);
                    case "Wait" -> wait(comment, fields);
                    case "Choice" -> choice(comment, fields);
                    case "Pass" ->
                            new State.Pass(
                                    comment,
                                    templates.assign(fields),
                                    templates.output(fields),
                                    next(fields));
                    case "Succeed" -> new State.Succeed(comment, templates.output(fields));
                    case "Fail" ->
                            new State.Fail(
                                    comment,
                                    templates.message(fields, "Error"),
                                    templates.message(fields, "Cause"));
                    default -> throw fields.invalid("is a `" + type + "`, which is not supported");
                };
        fields.end();
        return state;
    }

    private State task(@Nullable String comment, Fields fields) {
        String resource = fields.text("Resource");
        Template arguments = templates.template(fields, "Arguments");
        checkCall(fields, resource, arguments);
        Template timeout = templates.seconds(fields, "TimeoutSeconds", 1);
        Template heartbeat = templates.seconds(fields, "HeartbeatSeconds", 1);
        if (timeout != null
                && heartbeat != null
                && timeout.json() instanceof Integer limit
                && heartbeat.json() instanceof Integer beat
                && beat >= limit) {
            throw fields.invalid("has `HeartbeatSeconds` that are not below its `TimeoutSeconds`");
        }
        return new State.Task(
                comment,
                resource,
                arguments,
                timeout,
                heartbeat,
                handling.retriers(fields),
                handling.catchers(fields),
                templates.assign(fields),
                templates.output(fields),
                next(fields));
    }

    private static void checkCall(Fields fields, String resource, @Nullable Template arguments) {
        LambdaCall.Kind kind =
                LambdaCall.Kind.of(resource)
                        .orElseThrow(
                                () ->
                                        fields.invalid(
                                                "has the `Resource` "
                                                        + resource
                                                        + ", which is not supported"));
        if (kind == LambdaCall.Kind.FUNCTION) {
            return;
        }
        Object given = arguments == null ? null : arguments.json();
        if (given instanceof Jsonata) {
            return;
        }
        if (!(given instanceof Map<?, ?> map) || !map.containsKey("FunctionName")) {
            throw fields.invalid("has no `FunctionName` in its `Arguments`");
        }
        for (Object argument : map.keySet()) {
            if (!LambdaCall.ARGUMENTS.contains(argument)) {
                throw fields.invalid("has the argument `" + argument + "`, which is not supported");
            }
        }
    }

    private State parallel(@Nullable String comment, Fields fields) {
        List<Branch> branches = new ArrayList<>();
        for (Fields branch : fields.objects("Branches")) {
            branch.optionalText("Comment");
            branches.add(branch(branch));
        }
        if (branches.isEmpty()) {
            throw fields.invalid("has no `Branches`");
        }
        return new State.Parallel(
                comment,
                branches,
                templates.template(fields, "Arguments"),
                handling.retriers(fields),
                handling.catchers(fields),
                templates.assign(fields),
                templates.output(fields),
                next(fields));
    }

    private State wait(@Nullable String comment, Fields fields) {
        Template seconds = templates.seconds(fields, "Seconds", 0);
        Template timestamp = templates.message(fields, "Timestamp");
        if ((seconds == null) == (timestamp == null)) {
            throw fields.invalid("needs either `Seconds` or `Timestamp`");
        }
        if (timestamp != null && timestamp.json() instanceof String text) {
            try {
                OffsetDateTime.parse(text);
            } catch (DateTimeParseException e) {
                throw fields.invalid("has a `Timestamp` that is no date and time with an offset");
            }
        }
        return new State.Wait(
                comment,
                seconds,
                timestamp,
                templates.assign(fields),
                templates.output(fields),
                next(fields));
    }

    private State choice(@Nullable String comment, Fields fields) {
        List<State.Rule> rules = new ArrayList<>();
        for (Fields rule : fields.objects("Choices")) {
            rule.optionalText("Comment");
            Template condition = templates.template(rule, "Condition");
            if (condition == null
                    || !(condition.json() instanceof Boolean
                            || condition.json() instanceof Jsonata)) {
                throw rule.invalid("needs a `Condition` that is a Boolean or an expression");
            }
            rules.add(
                    new State.Rule(
                            condition,
                            templates.assign(rule),
                            templates.output(rule),
                            rule.text("Next")));
            rule.end();
        }
        if (rules.isEmpty()) {
            throw fields.invalid("has no `Choices`");
        }
        return new State.Choice(
                comment,
                rules,
                fields.optionalText("Default"),
                templates.assign(fields),
                templates.output(fields));
    }

    private static @Nullable String next(Fields fields) {
        String next = fields.optionalText("Next");
        Object end = fields.has("End") ? fields.take("End") : (Object) false;
        if (!(end instanceof Boolean ends) || ends == (next != null)) {
            throw fields.invalid("needs either `Next` or `End`");
        }
        return next;
    }
}

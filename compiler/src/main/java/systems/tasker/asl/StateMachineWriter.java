package systems.tasker.asl;

import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;

/**
 * Writes a {@link StateMachine} as ASL JSON. Deterministic: fields in the order written here,
 * states and objects in the order of their maps, {@code \n} as line end on every system.
 *
 * <p>A deployment fills in <code>${x}</code> wherever the text of a definition has it. Names and
 * comments, which cannot be expressions, are written so that the text does not have it, but the
 * JSON does. Values are written as they are: placeholders stand among them.
 */
public final class StateMachineWriter {
    /** Four for each Parallel within another; what a machine may weigh ends it long before. */
    private static final int MAX_NESTING = 10_000;

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamWriteConstraints(
                            StreamWriteConstraints.builder().maxNestingDepth(MAX_NESTING).build())
                    .build();

    private final JsonGenerator out;
    private final NameEscapes escapes;

    private StateMachineWriter(JsonGenerator out, NameEscapes escapes) {
        this.out = out;
        this.escapes = escapes;
    }

    /** The machine indented by two spaces, with a newline at the end: the form that is reviewed. */
    public static String pretty(StateMachine machine) {
        return write(machine, true) + "\n";
    }

    /** The machine without white space: the form that counts against the limit of 1 MB. */
    public static String compact(StateMachine machine) {
        return write(machine, false);
    }

    private static String write(StateMachine machine, boolean indented) {
        StringWriter text = new StringWriter();
        NameEscapes escapes = new NameEscapes();
        try (JsonGenerator out = JSON.createGenerator(context(indented, escapes), text)) {
            new StateMachineWriter(out, escapes).machine(machine);
        }
        return text.toString();
    }

    private static ObjectWriteContext context(boolean indented, CharacterEscapes escapes) {
        return new ObjectWriteContext.Base() {
            @Override
            public CharacterEscapes getCharacterEscapes() {
                return escapes;
            }

            @Override
            public @Nullable PrettyPrinter getPrettyPrinter() {
                if (!indented) {
                    return null;
                }
                DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
                return new DefaultPrettyPrinter(
                                Separators.createDefaultInstance()
                                        .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                                        .withObjectEmptySeparator("")
                                        .withArrayEmptySeparator(""))
                        .withObjectIndenter(indenter)
                        .withArrayIndenter(indenter);
            }

            @Override
            public boolean hasPrettyPrinter() {
                return indented;
            }
        };
    }

    private void machine(StateMachine machine) {
        out.writeStartObject();
        text("Comment", machine.comment());
        out.writeStringProperty("QueryLanguage", "JSONata");
        number("TimeoutSeconds", machine.timeoutSeconds());
        body(machine.body());
        out.writeEndObject();
    }

    private void body(Branch branch) {
        text("StartAt", branch.startAt());
        out.writeObjectPropertyStart("States");
        branch.states()
                .forEach(
                        (name, state) -> {
                            name(name);
                            state(state);
                        });
        out.writeEndObject();
    }

    private void state(State state) {
        out.writeStartObject();
        out.writeStringProperty("Type", state.getClass().getSimpleName());
        text("Comment", state.comment());
        switch (state) {
            case State.Task task -> {
                out.writeStringProperty("Resource", task.resource());
                template("Arguments", task.arguments());
                template("TimeoutSeconds", task.timeoutSeconds());
                template("HeartbeatSeconds", task.heartbeatSeconds());
                retry(task.retry());
                catchers(task.catchers());
                result(task.assign(), task.output());
                next(task.next());
            }
            case State.Parallel parallel -> {
                out.writeArrayPropertyStart("Branches");
                for (Branch branch : parallel.branches()) {
                    out.writeStartObject();
                    body(branch);
                    out.writeEndObject();
                }
                out.writeEndArray();
                template("Arguments", parallel.arguments());
                retry(parallel.retry());
                catchers(parallel.catchers());
                result(parallel.assign(), parallel.output());
                next(parallel.next());
            }
            case State.Wait wait -> {
                template("Seconds", wait.seconds());
                template("Timestamp", wait.timestamp());
                result(wait.assign(), wait.output());
                next(wait.next());
            }
            case State.Choice choice -> {
                out.writeArrayPropertyStart("Choices");
                for (State.Rule rule : choice.choices()) {
                    out.writeStartObject();
                    template("Condition", rule.condition());
                    result(rule.assign(), rule.output());
                    text("Next", rule.next());
                    out.writeEndObject();
                }
                out.writeEndArray();
                text("Default", choice.defaultNext());
                result(choice.assign(), choice.output());
            }
            case State.Pass pass -> {
                result(pass.assign(), pass.output());
                next(pass.next());
            }
            case State.Succeed succeed -> template("Output", succeed.output());
            case State.Fail fail -> {
                template("Error", fail.error());
                template("Cause", fail.cause());
            }
        }
        out.writeEndObject();
    }

    private void retry(List<Retrier> retriers) {
        if (retriers.isEmpty()) {
            return;
        }
        out.writeArrayPropertyStart("Retry");
        for (Retrier retrier : retriers) {
            out.writeStartObject();
            errorEquals(retrier.errorEquals());
            number("IntervalSeconds", retrier.intervalSeconds());
            number("MaxAttempts", retrier.maxAttempts());
            Double rate = retrier.backoffRate();
            if (rate != null) {
                out.writeName("BackoffRate");
                value(rate == Math.rint(rate) ? (Object) rate.longValue() : rate);
            }
            number("MaxDelaySeconds", retrier.maxDelaySeconds());
            if (retrier.fullJitter()) {
                out.writeStringProperty("JitterStrategy", "FULL");
            }
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void catchers(List<Catcher> catchers) {
        if (catchers.isEmpty()) {
            return;
        }
        out.writeArrayPropertyStart("Catch");
        for (Catcher catcher : catchers) {
            out.writeStartObject();
            errorEquals(catcher.errorEquals());
            result(catcher.assign(), catcher.output());
            text("Next", catcher.next());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void errorEquals(List<String> names) {
        out.writeName("ErrorEquals");
        value(names);
    }

    private void result(SequencedMap<String, Template> assign, @Nullable Template output) {
        if (!assign.isEmpty()) {
            out.writeObjectPropertyStart("Assign");
            assign.forEach((name, template) -> template(name, template));
            out.writeEndObject();
        }
        template("Output", output);
    }

    private void next(@Nullable String next) {
        if (next == null) {
            out.writeBooleanProperty("End", true);
        } else {
            text("Next", next);
        }
    }

    private void name(String name) {
        escapes.begin(name);
        out.writeName(name);
        escapes.end();
    }

    /** A text that is no expression: a name or a comment. */
    private void text(String field, @Nullable String text) {
        if (text != null) {
            out.writeName(field);
            escapes.begin(text);
            out.writeString(text);
            escapes.end();
        }
    }

    private void number(String field, @Nullable Integer number) {
        if (number != null) {
            out.writeNumberProperty(field, number);
        }
    }

    private void template(String field, @Nullable Template template) {
        if (template != null) {
            out.writeName(field);
            value(template.json());
        }
    }

    private void value(@Nullable Object json) {
        switch (json) {
            case null -> out.writeNull();
            case Jsonata expression -> out.writeString("{% " + expression.text() + " %}");
            case String text -> out.writeString(text);
            case Boolean flag -> out.writeBoolean(flag);
            case Number number -> out.writeNumber(number.toString());
            case List<?> list -> {
                out.writeStartArray();
                list.forEach(this::value);
                out.writeEndArray();
            }
            case Map<?, ?> map -> {
                out.writeStartObject();
                map.forEach(
                        (name, value) -> {
                            name((String) name);
                            value(value);
                        });
                out.writeEndObject();
            }
            default -> throw new IllegalArgumentException("Not JSON: " + json.getClass().getName());
        }
    }
}

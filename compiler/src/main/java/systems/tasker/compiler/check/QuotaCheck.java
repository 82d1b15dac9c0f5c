package systems.tasker.compiler.check;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import systems.tasker.asl.StateMachine;
import systems.tasker.asl.StateMachineWriter;
import systems.tasker.compiler.diagnostics.Diagnostics;
import systems.tasker.compiler.diagnostics.Place;
import systems.tasker.compiler.diagnostics.Rule;
import systems.tasker.compiler.figures.Figures;
import systems.tasker.compiler.template.TaskTemplate;

/**
 * Measures a machine by the quotas of Step Functions that nobody can have raised.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html">Quotas</a>
 */
public final class QuotaCheck {
    /** Of a definition, in bytes, with the ARNs of its functions filled in. */
    public static final int MAX_DEFINITION = 1024 * 1024;

    /** Beyond, the states of the steps take far more than that however short they are. */
    public static final int MAX_STEPS = 6_000;

    /** Of the history of one execution. */
    public static final int MAX_EVENTS = 25_000;

    /** The longest ARN of a function's alias: 64 characters are its name. */
    private static final int ARN = 140;

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{\\w+Arn\\}");

    private final Diagnostics diagnostics;

    /** Says what is too much to these diagnostics. */
    public QuotaCheck(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** Refuses what need not be planned and emitted to be known as too large. */
    public void check(TaskTemplate template) {
        if (template.steps().size() > MAX_STEPS) {
            diagnostics.add(
                    Rule.DEFINITION_SIZE,
                    template.stepsPlace(),
                    "The template has %s steps; the machine of more than %s cannot have less than the %s bytes that Step Functions takes."
                            .formatted(
                                    number(template.steps().size()),
                                    number(MAX_STEPS),
                                    number(MAX_DEFINITION)),
                    "Divide the workflow in several.");
        }
    }

    /** Measures a machine, for what is said at a place. */
    public void check(StateMachine machine, Place place) {
        Figures figures = Figures.of(machine);
        if (figures.historyEvents() > MAX_EVENTS) {
            diagnostics.add(
                    Rule.HISTORY_SIZE,
                    place,
                    "An execution writes %s history events; Step Functions ends it at %s."
                            .formatted(number(figures.historyEvents()), number(MAX_EVENTS)),
                    "Divide the workflow in two.");
        } else if (figures.worstHistoryEvents() > MAX_EVENTS) {
            diagnostics.add(
                    Rule.HISTORY_RETRIES,
                    place,
                    "An execution that uses every retry writes up to %s history events (%s without failures); Step Functions ends it at %s."
                            .formatted(
                                    number(figures.worstHistoryEvents()),
                                    number(figures.historyEvents()),
                                    number(MAX_EVENTS)),
                    "Divide the workflow in two, or lower `default_retry_limit`.");
        }
        int bytes = deployedBytes(StateMachineWriter.compact(machine));
        if (bytes > MAX_DEFINITION) {
            diagnostics.add(
                    Rule.DEFINITION_SIZE,
                    place,
                    "The machine has %s bytes without white space; Step Functions takes %s."
                            .formatted(number(bytes), number(MAX_DEFINITION)),
                    "Divide the workflow in two, or shorten what `handler_config` holds.");
        }
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** What a definition has once the ARNs of its functions are filled in, at the most. */
    public static int deployedBytes(String definition) {
        long placeholders = PLACEHOLDER.matcher(definition).results().count();
        int length =
                PLACEHOLDER
                        .matcher(definition)
                        .replaceAll("")
                        .getBytes(StandardCharsets.UTF_8)
                        .length;
        return Math.toIntExact(length + placeholders * ARN);
    }
}

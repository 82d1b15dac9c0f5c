package systems.tasker.local.asl;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import systems.tasker.asl.Catcher;
import systems.tasker.asl.Retrier;

/** Reads the <code>Retry</code> and <code>Catch</code> of a state. */
final class ErrorHandling {
    private final Templates templates;

    ErrorHandling(Templates templates) {
        this.templates = templates;
    }

    List<Retrier> retriers(Fields fields) {
        List<Retrier> retriers = new ArrayList<>();
        List<Fields> entries = fields.objects("Retry");
        for (Fields entry : entries) {
            retriers.add(
                    new Retrier(
                            errorEquals(entry, retriers.size() == entries.size() - 1),
                            entry.optionalInteger("IntervalSeconds", 1),
                            entry.optionalInteger("MaxAttempts", 0),
                            backoffRate(entry),
                            entry.optionalInteger("MaxDelaySeconds", 1),
                            fullJitter(entry)));
            entry.end();
        }
        return retriers;
    }

    private static @Nullable Double backoffRate(Fields entry) {
        if (!entry.has("BackoffRate")) {
            return null;
        }
        if (entry.take("BackoffRate") instanceof Number rate && rate.doubleValue() >= 1) {
            return rate.doubleValue();
        }
        throw entry.invalid("has a `BackoffRate` that is not a number from 1");
    }

    private static boolean fullJitter(Fields entry) {
        String strategy = entry.optionalText("JitterStrategy");
        return switch (strategy) {
            case "FULL" -> true;
            case "NONE" -> false;
            case null -> false;
            default -> throw entry.invalid("has the unknown `JitterStrategy` " + strategy);
        };
    }

    List<Catcher> catchers(Fields fields) {
        List<Catcher> catchers = new ArrayList<>();
        List<Fields> entries = fields.objects("Catch");
        for (Fields entry : entries) {
            entry.optionalText("Comment");
            catchers.add(
                    new Catcher(
                            errorEquals(entry, catchers.size() == entries.size() - 1),
                            templates.output(entry),
                            templates.assign(entry),
                            entry.text("Next")));
            entry.end();
        }
        return catchers;
    }

    private static List<String> errorEquals(Fields entry, boolean last) {
        List<String> errors = entry.texts("ErrorEquals");
        if (errors.contains(StateError.ALL) && (errors.size() > 1 || !last)) {
            throw entry.invalid("names `States.ALL`, which must stand alone and last");
        }
        return errors;
    }
}

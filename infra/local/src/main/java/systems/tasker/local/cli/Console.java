package systems.tasker.local.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import systems.tasker.json.Json;
import systems.tasker.local.project.Source.UnreadableSource;
import systems.tasker.local.stack.UnusableHandler;
import systems.tasker.local.store.UnusableStore;
import systems.tasker.service.Refusal;
import systems.tasker.store.StoreUnavailable;

/**
 * Where the command line speaks.
 *
 * @param terminal whether a person watches: colours, and lines that change
 */
record Console(PrintWriter out, PrintWriter err, boolean terminal) {

    /** A message that something cannot be done as asked; ends a command with status 1. */
    static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1;

        Failure(String message) {
            super(message, null, false, false);
        }
    }

    void line(String text) {
        out.println(text);
        out.flush();
    }

    /** A JSON document on lines of its own. */
    void json(@Nullable Object value) {
        line(Json.write(value));
    }

    void error(@Nullable String message) {
        out.flush();
        err.println(paint("31;1", "error:") + " " + message);
    }

    /** What is expected to go wrong is a sentence; anything else is a bug, and looks like one. */
    int failed(Exception exception) {
        switch (exception) {
            case Refusal refusal -> {
                error(refusal.getMessage());
                refusal.violations()
                        .forEach(
                                violation ->
                                        err.println(
                                                "  "
                                                        + (violation.path().isEmpty()
                                                                ? "/"
                                                                : violation.path())
                                                        + ": "
                                                        + violation.message()));
            }
            case Failure failure -> error(failure.getMessage());
            case UnreadableSource unreadable -> error(unreadable.getMessage());
            case UnusableHandler unusable -> error(unusable.getMessage());
            case UnusableStore unusable -> error(unusable.getMessage());
            case StoreUnavailable unavailable -> error(unavailable.getMessage());
            default -> {
                error("This is a bug in tasker: " + exception);
                exception.printStackTrace(err);
            }
        }
        err.flush();
        return 1;
    }

    /** The JSON of a failure, for {@code --json}. */
    static SequencedMap<String, Object> json(Refusal refusal) {
        SequencedMap<String, Object> error = new LinkedHashMap<>();
        error.put("reason", refusal.reason().name());
        error.put("message", String.valueOf(refusal.getMessage()));
        List<SequencedMap<String, Object>> violations =
                refusal.violations().stream()
                        .map(
                                violation -> {
                                    SequencedMap<String, Object> json = new LinkedHashMap<>();
                                    json.put("path", violation.path());
                                    json.put("message", violation.message());
                                    return json;
                                })
                        .toList();
        error.put("violations", violations);
        SequencedMap<String, Object> json = new LinkedHashMap<>();
        json.put("error", error);
        return json;
    }

    String green(String text) {
        return paint("32", text);
    }

    String red(String text) {
        return paint("31", text);
    }

    String yellow(String text) {
        return paint("33", text);
    }

    String faint(String text) {
        return paint("2", text);
    }

    String bold(String text) {
        return paint("1", text);
    }

    private String paint(String code, String text) {
        return terminal ? "\033[" + code + "m" + text + "\033[0m" : text;
    }
}

package systems.tasker.local.cli;

import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;
import systems.tasker.json.Json;
import systems.tasker.local.project.Source.UnreadableSource;
import systems.tasker.local.stack.UnusableHandler;
import systems.tasker.local.store.UnusableStore;
import systems.tasker.service.Refusal;
import systems.tasker.service.Violation;
import systems.tasker.store.StoreUnavailable;

/**
 * Where the command line speaks.
 *
 * @param terminal whether a person watches: colours, and lines that change
 */
record Console(PrintWriter out, PrintWriter err, boolean terminal) {

    private static final int PLAIN_WIDTH = 120;

    /** A message that something cannot be done as asked; ends a command. */
    static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final int status;

        Failure(String message) {
            this(message, CommandLine.ExitCode.SOFTWARE);
        }

        private Failure(String message, int status) {
            super(message, null, false, false);
            this.status = status;
        }

        /** That what is asked for makes no sense. */
        static Failure wrongUsage(String message) {
            return new Failure(message, CommandLine.ExitCode.USAGE);
        }
    }

    /** How long a line may be. */
    int width() {
        return terminal ? new UsageMessageSpec().autoWidth(true).width() : PLAIN_WIDTH;
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

    /**
     * What is expected to go wrong is a sentence; anything else is a bug, and looks like one.
     *
     * @param json whether the sentence is to be a JSON document
     * @return the exit status
     */
    int failed(Exception exception, boolean json) {
        switch (exception) {
            case Refusal refusal -> {
                if (json) {
                    json(document(refusal));
                } else {
                    error(refusal.getMessage());
                    refusal.violations().forEach(this::violation);
                }
            }
            case Failure failure -> sentence(failure, json);
            case UnreadableSource unreadable -> sentence(unreadable, json);
            case UnusableHandler unusable -> sentence(unusable, json);
            case UnusableStore unusable -> sentence(unusable, json);
            case StoreUnavailable unavailable -> sentence(unavailable, json);
            case InvalidPathException word ->
                    sentence(new Failure("`" + word.getInput() + "` cannot name a file"), json);
            default -> {
                error("This is a bug in tasker: " + exception);
                exception.printStackTrace(err);
            }
        }
        err.flush();
        return exception instanceof Failure failure
                ? failure.status
                : CommandLine.ExitCode.SOFTWARE;
    }

    private void sentence(Exception exception, boolean json) {
        if (json) {
            json(document(null, exception, List.of()));
        } else {
            error(exception.getMessage());
        }
    }

    private void violation(Violation violation) {
        String subject = violation.path().isEmpty() ? "the context " : violation.path() + ": ";
        err.println("  " + subject + violation.message());
    }

    private static SequencedMap<String, @Nullable Object> document(Refusal refusal) {
        return document(
                refusal.reason().name(),
                refusal,
                refusal.violations().stream().map(Console::document).toList());
    }

    private static SequencedMap<String, Object> document(Violation violation) {
        SequencedMap<String, Object> document = new LinkedHashMap<>();
        document.put("path", violation.path());
        document.put("message", violation.message());
        return document;
    }

    private static SequencedMap<String, @Nullable Object> document(
            @Nullable String reason,
            Exception exception,
            List<SequencedMap<String, Object>> violations) {
        SequencedMap<String, @Nullable Object> error = new LinkedHashMap<>();
        error.put("reason", reason);
        error.put("message", exception.getMessage());
        error.put("violations", violations);
        SequencedMap<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("error", error);
        return document;
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

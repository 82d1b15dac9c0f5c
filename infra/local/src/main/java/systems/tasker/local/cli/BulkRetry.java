package systems.tasker.local.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import systems.tasker.compiler.CompiledWorkflow;
import systems.tasker.local.stack.LocalStack;
import systems.tasker.service.Refusal;
import systems.tasker.service.TaskSearch;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskQuery;
import systems.tasker.store.TaskStatus;

/** The morning after an outage: all that failed goes on, no faster than services may bear. */
final class BulkRetry {
    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "With --failed: those that failed since then: 30m, 12h, 1d, or ISO 8601.",
            converter = Since.class)
    private @Nullable Instant since;

    @Option(
            names = "--error-code",
            paramLabel = "CODE",
            description = "With --failed: those that failed with this code.")
    private @Nullable String errorCode;

    @Option(names = "--namespace", description = "With --failed: only those of this namespace.")
    private @Nullable String namespace;

    @Option(names = "--name", description = "With --failed: only those of this template.")
    private @Nullable String name;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "With --failed: start at most so many a second. Default: 5.")
    private @Nullable Double rate;

    @Option(names = "--limit", description = "With --failed: at most so many, the oldest first.")
    private @Nullable Integer limit;

    private final Console console;

    BulkRetry(Console console) {
        this.console = console;
    }

    /** Refuses what makes no sense. */
    void mustFit(boolean failed, CommandSpec spec) {
        boolean given =
                since != null
                        || errorCode != null
                        || namespace != null
                        || name != null
                        || rate != null
                        || limit != null;
        if (given && !failed) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--since, --error-code, --namespace, --name, --rate and --limit go with"
                            + " --failed");
        }
        if (rate != null && !(rate > 0 && rate <= 1000)) {
            throw new ParameterException(
                    spec.commandLine(), "--rate must be above 0, and at most 1000 a second");
        }
        if (limit != null && limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit must be at least 1");
        }
    }

    private TaskQuery query() {
        return new TaskQuery(
                Optional.ofNullable(namespace),
                Optional.ofNullable(name),
                Optional.empty(),
                Optional.ofNullable(since),
                Optional.empty(),
                Integer.MAX_VALUE);
    }

    private static String found(int now, int all) {
        return (now == 1 ? "1 task" : now + " tasks")
                + " to retry"
                + (now < all ? ", of " + all + ": the oldest first." : ".");
    }

    /** A code that nothing has failed with is a slip: those that there are may help. */
    private String nothing(TaskSearch search) {
        SortedSet<String> codes = new TreeSet<>();
        if (errorCode != null) {
            for (TaskItem task : search.failed(query(), Optional.empty())) {
                if (task.failure() != null) {
                    codes.add(task.failure().label());
                }
            }
        }
        return "No task to retry."
                + (codes.isEmpty() ? "" : " Others failed with: " + String.join(", ", codes) + ".");
    }

    int retry(Run run, List<CompiledWorkflow> workflows) {
        return run.open(
                workflows,
                Progress.SILENT,
                (opened, progress) -> {
                    Run.Interruption interruption = new Run.Interruption(console, opened, progress);
                    interruption.concerns("--failed");
                    int status = retry(opened, run.json());
                    interruption.over();
                    return status;
                });
    }

    private int retry(LocalStack opened, boolean json) {
        TaskSearch search = opened.operations().search();
        List<TaskItem> all =
                search.failed(query(), Optional.ofNullable(errorCode)).stream()
                        .sorted(Comparator.comparing(TaskItem::createdAt))
                        .toList();
        List<TaskItem> found = limit == null || all.size() <= limit ? all : all.subList(0, limit);
        say(json, found.isEmpty() ? nothing(search) : found(found.size(), all.size()));
        List<TaskItem> started = new ArrayList<>();
        SequencedMap<String, String> refused = new LinkedHashMap<>();
        long pause = (long) (1e9 / (rate == null ? 5 : rate));
        long next = System.nanoTime();
        for (TaskItem task : found) {
            sleepUntil(next);
            next = System.nanoTime() + pause;
            try {
                started.add(opened.operations().retry(task.id()).task());
            } catch (Refusal e) {
                refused.put(task.id(), String.valueOf(e.getMessage()));
            }
        }
        List<TaskItem> ended = new ArrayList<>();
        for (TaskItem task : started) {
            Run.awaitEnd(opened, task);
            TaskItem now = opened.tasks().show(task.id()).task();
            ended.add(now);
            say(json, line(now));
        }
        refused.forEach((id, why) -> say(json, id + "  refused: " + why));
        List<TaskItem> complete =
                ended.stream().filter(task -> task.status() == TaskStatus.COMPLETE).toList();
        if (json) {
            SequencedMap<String, @Nullable Object> document = new LinkedHashMap<>();
            document.put("complete", complete.stream().map(TaskItem::id).toList());
            document.put(
                    "failed",
                    ended.stream()
                            .filter(task -> task.status() != TaskStatus.COMPLETE)
                            .map(TaskItem::id)
                            .toList());
            document.put("refused", refused);
            console.json(document);
        } else if (!found.isEmpty()) {
            console.line(
                    complete.size()
                            + " complete, "
                            + (ended.size() - complete.size())
                            + " failed again, "
                            + refused.size()
                            + " refused.");
        }
        return complete.size() == found.size() ? 0 : 1;
    }

    private static void sleepUntil(long nanoTime) {
        for (long left = nanoTime - System.nanoTime();
                left > 0;
                left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left); // may return early
        }
    }

    private String line(TaskItem task) {
        boolean complete = task.status() == TaskStatus.COMPLETE;
        String status = task.status().wireName();
        return task.id()
                + "  "
                + (complete ? console.green(status) : console.red(status))
                + "  "
                + TaskReport.time(task)
                + (task.failure() == null ? "" : "  " + task.failure().label());
    }

    private void say(boolean json, String line) {
        if (!json) {
            console.line(line);
        }
    }
}

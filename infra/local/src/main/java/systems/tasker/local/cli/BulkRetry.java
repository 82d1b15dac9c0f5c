package systems.tasker.local.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import systems.tasker.compiler.CompiledWorkflow;
import systems.tasker.local.stack.LocalStack;
import systems.tasker.service.Refusal;
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

    @Option(names = "--limit", description = "With --failed: at most so many.")
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
                limit == null ? Integer.MAX_VALUE : limit);
    }

    int retry(Run run, List<CompiledWorkflow> workflows) {
        return run.open(
                workflows, Progress.SILENT, (opened, progress) -> retry(opened, run.json()));
    }

    private int retry(LocalStack opened, boolean json) {
        List<TaskItem> found =
                opened.operations()
                        .search()
                        .failed(query(), Optional.ofNullable(errorCode))
                        .reversed();
        say(json, found.isEmpty() ? "No task to retry." : count(found.size()) + " to retry.");
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

    private static String count(int number) {
        return number == 1 ? "1 task" : number + " tasks";
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

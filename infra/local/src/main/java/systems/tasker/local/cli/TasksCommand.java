package systems.tasker.local.cli;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import systems.tasker.local.stack.LocalStack;
import systems.tasker.service.TaskDocument;
import systems.tasker.service.TaskSearch;
import systems.tasker.service.TaskService;
import systems.tasker.store.Failure;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskQuery;
import systems.tasker.store.TaskStatus;

@Command(
        name = "tasks",
        mixinStandardHelpOptions = true,
        description = "Lists tasks, newest first.",
        footer = {"", "Example: tasker tasks --status error --limit 10"})
final class TasksCommand implements Callable<Integer> {
    @Option(names = "--namespace", description = "Only those of this namespace.")
    private @Nullable String namespace;

    @Option(names = "--name", description = "Only those of this template.")
    private @Nullable String name;

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            description =
                    "Only those in this state: pending, in_progress, complete, error, cancelled,"
                            + " resolved_manually.")
    private @Nullable TaskStatus status;

    @Option(
            names = "--stuck",
            description =
                    "Only those that say they are in progress while nothing works on them:"
                            + " interrupted, killed, or never begun.")
    private boolean stuck;

    @Option(
            names = "--limit",
            description = "At most so many. Default: ${DEFAULT-VALUE}.",
            defaultValue = "20")
    private int limit;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin private StackOptions stack = new StackOptions();

    private final Console console;

    TasksCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit must be at least 1");
        }
        List<Standing> tasks = stack.exists() ? tasks() : List.of();
        if (stack.json()) {
            console.json(tasks.stream().map(TasksCommand::document).toList());
        } else if (tasks.isEmpty()) {
            console.line(none());
        } else {
            int width = tasks.stream().mapToInt(task -> task.status().length()).max().orElse(0);
            tasks.forEach(task -> line(task, Math.max(11, width)));
            if (tasks.stream().anyMatch(Standing::isInterrupted)) {
                console.line(
                        "`tasker retry ID` goes on with one that was interrupted, `tasker retry"
                                + " --failed` with all.");
            }
        }
        return 0;
    }

    private String none() {
        boolean filtered = namespace != null || name != null || status != null || stuck;
        return !stack.exists()
                ? "There is no store `" + stack.store() + "`; `tasker run` makes one."
                : filtered
                        ? "No task is like that."
                        : "No tasks. `tasker run user_registration` creates one.";
    }

    private List<Standing> tasks() {
        try (LocalStack records = LocalStack.open(stack.store())) {
            TaskQuery query =
                    new TaskQuery(
                            Optional.ofNullable(namespace),
                            Optional.ofNullable(name),
                            Optional.ofNullable(status),
                            limit);
            List<TaskItem> found =
                    stuck
                            ? records.operations().search().stuck(query, TaskSearch.GRACE)
                            : records.tasks().list(query);
            return found.stream().map(task -> standing(task, records.tasks())).toList();
        }
    }

    /** Of a task in progress the engine knows more. */
    private static Standing standing(TaskItem task, TaskService tasks) {
        return task.status() == TaskStatus.IN_PROGRESS
                ? Standing.of(tasks.show(task.id()))
                : new Standing(task, Optional.empty());
    }

    private static SequencedMap<String, @Nullable Object> document(Standing standing) {
        SequencedMap<String, @Nullable Object> json = TaskDocument.summary(standing.task());
        json.put("execution", TaskDocument.execution(standing.task(), standing.execution()));
        return json;
    }

    private void line(Standing standing, int width) {
        TaskItem task = standing.task();
        String status = Text.padded(standing.status(), width);
        Failure failure = task.failure();
        String why =
                task.status() == TaskStatus.ERROR && failure != null ? "  " + failure.label() : "";
        console.line(
                "%s  %s  %s  %s/%s %s%s"
                        .formatted(
                                task.id(),
                                Text.time(task.createdAt()),
                                switch (task.status()) {
                                    case COMPLETE, RESOLVED_MANUALLY -> console.green(status);
                                    case ERROR, CANCELLED -> console.red(status);
                                    case PENDING, IN_PROGRESS -> console.yellow(status);
                                },
                                task.namespace(),
                                task.name(),
                                task.version(),
                                why));
    }
}

package systems.tasker.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.store.Failure;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskQuery;
import systems.tasker.store.TaskStatus;

/** Finds tasks that something is to be done about. */
public final class TaskSearch {
    /** How long a task may be without an execution before it counts as stuck. */
    public static final Duration GRACE = Duration.ofMinutes(1);

    private static final int PAGE = 100;

    private final TaskAccess tasks;
    private final Closing closing;

    TaskSearch(TaskAccess tasks, Closing closing) {
        this.tasks = tasks;
        this.closing = closing;
    }

    /**
     * Tasks that say they are in progress while nothing works on them: their execution has ended
     * without settling them, was abandoned, or was never started.
     *
     * @param grace how long a task may be without an execution before it counts
     */
    public List<TaskItem> stuck(TaskQuery query, Duration grace) {
        return all(query.in(TaskStatus.IN_PROGRESS), task -> isStuck(task, grace));
    }

    private boolean isStuck(TaskItem task, Duration grace) {
        boolean old = !task.updatedAt().plus(grace).isAfter(tasks.now());
        return tasks.execution(task).map(status -> status != ExecutionStatus.RUNNING).orElse(old);
    }

    /**
     * Puts stuck tasks into error, so that they are seen, and can be retried.
     *
     * @return those that it changed
     */
    public List<TaskItem> sweep(Duration grace) {
        List<TaskItem> swept = new ArrayList<>();
        for (TaskItem task : stuck(TaskQuery.newest(Integer.MAX_VALUE), grace)) {
            ExecutionStatus ended = tasks.execution(task).orElse(ExecutionStatus.ABANDONED);
            if (ended != ExecutionStatus.RUNNING) {
                swept.add(closing.close(task, ended));
            }
        }
        return swept;
    }

    /**
     * Tasks that a retry may bring to completion: those in error, and stuck ones.
     *
     * @param errorCode of the step that failed, or the kind of its error; empty for any
     */
    public List<TaskItem> failed(TaskQuery query, Optional<String> errorCode) {
        Predicate<TaskItem> admitted =
                task -> errorCode.isEmpty() || errorCode.equals(label(task.failure()));
        List<TaskItem> found = new ArrayList<>(all(query.in(TaskStatus.ERROR), admitted));
        if (errorCode.isEmpty()) {
            found.addAll(stuck(query, GRACE));
        }
        return found.stream().limit(query.limit()).toList();
    }

    private static Optional<String> label(@Nullable Failure failure) {
        return Optional.ofNullable(failure).map(Failure::label);
    }

    /** As many as the query wants of those that pass, page by page. */
    private List<TaskItem> all(TaskQuery query, Predicate<TaskItem> admitted) {
        List<TaskItem> found = new ArrayList<>();
        TaskQuery next = query.limitedTo(PAGE);
        while (true) {
            List<TaskItem> page = tasks.store().list(next);
            for (TaskItem task : page) {
                if (found.size() == query.limit()) {
                    return found;
                }
                if (admitted.test(task)) {
                    found.add(task);
                }
            }
            if (page.size() < PAGE) {
                return found;
            }
            next = next.after(page.getLast());
        }
    }
}

package systems.tasker.local.stack;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import systems.tasker.store.Annotation;
import systems.tasker.store.Snapshot;
import systems.tasker.store.StepItem;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskQuery;
import systems.tasker.store.TaskStore;

/** A store that tells a subscriber of every step that it has written. */
record PublishingTaskStore(TaskStore store, Consumer<StepItem> subscriber) implements TaskStore {

    @Override
    public boolean put(TaskItem item) {
        return store.put(item);
    }

    @Override
    public boolean put(StepItem item) {
        boolean written = store.put(item);
        if (written) {
            subscriber.accept(item);
        }
        return written;
    }

    @Override
    public void annotate(String taskId, List<Annotation> annotations) {
        store.annotate(taskId, annotations);
    }

    @Override
    public Snapshot read(String taskId, Collection<String> steps) {
        return store.read(taskId, steps);
    }

    @Override
    public Snapshot readAll(String taskId) {
        return store.readAll(taskId);
    }

    @Override
    public List<Annotation> annotations(String taskId) {
        return store.annotations(taskId);
    }

    @Override
    public List<TaskItem> list(TaskQuery query) {
        return store.list(query);
    }

    @Override
    public void close() {
        store.close();
    }
}

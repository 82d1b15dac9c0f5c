package systems.tasker.store;

import java.util.Collection;
import java.util.List;

/** A store that leaves everything to another one; a subclass adds what it is there for. */
public abstract class ForwardingTaskStore implements TaskStore {
    private final TaskStore store;

    /** In front of a store. */
    protected ForwardingTaskStore(TaskStore store) {
        this.store = store;
    }

    @Override
    public boolean put(TaskItem item) {
        return store.put(item);
    }

    @Override
    public boolean put(StepItem item) {
        return store.put(item);
    }

    @Override
    public void annotate(String taskId, List<Annotation> annotations) {
        store.annotate(taskId, annotations);
    }

    @Override
    public GateItem registerGate(
            String taskId, int run, String gate, List<String> waitsFor, String token) {
        return store.registerGate(taskId, run, gate, waitsFor, token);
    }

    @Override
    public GateItem gateEnded(String taskId, int run, String gate, String step) {
        return store.gateEnded(taskId, run, gate, step);
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

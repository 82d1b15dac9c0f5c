package systems.tasker.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The contract of a store with nothing behind it: for tests of the protocol. */
public final class InMemoryTaskStore implements TaskStore {
    private final SequencedMap<String, TaskItem> tasks = new LinkedHashMap<>();
    private final SequencedMap<String, SequencedMap<String, StepItem>> steps =
            new LinkedHashMap<>();
    private final SequencedMap<String, SequencedMap<String, Annotation>> annotations =
            new LinkedHashMap<>();
    private final SequencedMap<List<Object>, GateItem> gates = new LinkedHashMap<>();

    @Override
    public synchronized boolean put(TaskItem item) {
        TaskItem stored = tasks.get(item.id());
        if ((stored == null ? 0 : stored.revision()) != item.revision() - 1) {
            return false;
        }
        tasks.put(item.id(), item);
        return true;
    }

    @Override
    public synchronized boolean put(StepItem item) {
        SequencedMap<String, StepItem> ofTask =
                steps.computeIfAbsent(item.taskId(), id -> new TreeMap<>());
        StepItem stored = ofTask.get(item.name());
        if ((stored == null ? 0 : stored.revision()) != item.revision() - 1) {
            return false;
        }
        ofTask.put(item.name(), item);
        return true;
    }

    @Override
    public synchronized void annotate(String taskId, List<Annotation> list) {
        SequencedMap<String, Annotation> ofTask =
                annotations.computeIfAbsent(taskId, id -> new LinkedHashMap<>());
        list.forEach(annotation -> ofTask.put(annotation.name(), annotation));
    }

    @Override
    public synchronized GateItem registerGate(
            String taskId, int run, String gate, List<String> waitsFor, String token) {
        return change(taskId, run, gate, item -> item.registered(waitsFor, token));
    }

    @Override
    public synchronized GateItem gateEnded(String taskId, int run, String gate, String step) {
        return change(taskId, run, gate, item -> item.ended(step));
    }

    /** A gate; as nobody has written it yet where there is none. */
    public synchronized GateItem gate(String taskId, int run, String gate) {
        return gates.getOrDefault(List.of(taskId, run, gate), GateItem.unknown(taskId, run, gate));
    }

    /** A store with the same content, which goes its own way from here. */
    public synchronized InMemoryTaskStore copy() {
        InMemoryTaskStore copy = new InMemoryTaskStore();
        copy.tasks.putAll(tasks);
        steps.forEach((id, ofTask) -> copy.steps.put(id, new LinkedHashMap<>(ofTask)));
        annotations.forEach((id, ofTask) -> copy.annotations.put(id, new LinkedHashMap<>(ofTask)));
        copy.gates.putAll(gates);
        return copy;
    }

    /** The gates of a task, in the order of their runs and names. */
    public synchronized List<GateItem> gates(String taskId) {
        return gates.values().stream()
                .filter(gate -> gate.taskId().equals(taskId))
                .sorted(Comparator.comparingInt(GateItem::run).thenComparing(GateItem::name))
                .toList();
    }

    private GateItem change(String taskId, int run, String gate, UnaryOperator<GateItem> how) {
        GateItem changed = how.apply(gate(taskId, run, gate));
        gates.put(List.of(taskId, run, gate), changed);
        return changed;
    }

    @Override
    public synchronized Snapshot read(String taskId, Collection<String> names) {
        SequencedMap<String, StepItem> ofTask = ofTask(steps, taskId);
        SequencedMap<String, StepItem> found = new LinkedHashMap<>();
        for (String name : names) {
            StepItem item = ofTask.get(name);
            if (item != null) {
                found.put(name, item);
            }
        }
        return new Snapshot(tasks.get(taskId), found);
    }

    @Override
    public synchronized Snapshot readAll(String taskId) {
        return new Snapshot(tasks.get(taskId), ofTask(steps, taskId));
    }

    @Override
    public synchronized List<Annotation> annotations(String taskId) {
        return List.copyOf(new TreeMap<>(ofTask(annotations, taskId)).values());
    }

    @Override
    public synchronized List<TaskItem> list(TaskQuery query) {
        List<TaskItem> found = new ArrayList<>(tasks.values());
        found.removeIf(task -> !query.admits(task));
        found.sort(
                Comparator.comparing(TaskItem::createdAt).thenComparing(TaskItem::id).reversed());
        return List.copyOf(found.subList(0, Math.min(query.limit(), found.size())));
    }

    @Override
    public void close() {}

    private static <T> SequencedMap<String, T> ofTask(
            SequencedMap<String, SequencedMap<String, T>> all, String taskId) {
        return all.getOrDefault(taskId, new LinkedHashMap<>());
    }
}

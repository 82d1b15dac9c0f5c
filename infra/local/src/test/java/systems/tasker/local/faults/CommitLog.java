package systems.tasker.local.faults;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import systems.tasker.json.JsonText;
import systems.tasker.store.ForwardingTaskStore;
import systems.tasker.store.StepItem;
import systems.tasker.store.StepStatus;
import systems.tasker.store.TaskStore;

/** The results that were committed, by step, over all processes of a trial. */
final class CommitLog {
    private final SequencedMap<String, List<JsonText>> results = new LinkedHashMap<>();

    /** A store whose commits are noted here. */
    TaskStore noting(TaskStore store) {
        return new ForwardingTaskStore(store) {
            @Override
            public boolean put(StepItem item) {
                boolean written = super.put(item);
                JsonText committed = item.results();
                if (written && item.status() == StepStatus.COMPLETE && committed != null) {
                    note(item.name(), committed);
                }
                return written;
            }
        };
    }

    private synchronized void note(String step, JsonText committed) {
        results.computeIfAbsent(step, unknown -> new ArrayList<>()).add(committed);
    }

    synchronized List<JsonText> of(String step) {
        return List.copyOf(results.getOrDefault(step, List.of()));
    }
}

package systems.tasker.local.stack;

import java.util.function.Consumer;
import systems.tasker.store.ForwardingTaskStore;
import systems.tasker.store.StepItem;
import systems.tasker.store.TaskStore;

/** A store that tells a subscriber of every step that it has written. */
final class PublishingTaskStore extends ForwardingTaskStore {
    private final Consumer<StepItem> subscriber;

    PublishingTaskStore(TaskStore store, Consumer<StepItem> subscriber) {
        super(store);
        this.subscriber = subscriber;
    }

    @Override
    public boolean put(StepItem item) {
        boolean written = super.put(item);
        if (written) {
            subscriber.accept(item);
        }
        return written;
    }
}

package systems.tasker.local.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The items that this process wrote or read last. A revision is written once and never again, by
 * whichever process: an item that is known by the revision that is stored need not be read. (Who
 * changes a row by hand raises its revision, or is not heard by the processes that know it.)
 */
final class RecentItems<K, V> {
    private static final int LIMIT = 1000;

    private final ReentrantLock lock = new ReentrantLock();
    private final SequencedMap<K, V> items =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                    return size() > LIMIT;
                }
            };

    @Nullable V get(K key) {
        lock.lock();
        try {
            return items.get(key);
        } finally {
            lock.unlock();
        }
    }

    void put(K key, V item) {
        lock.lock();
        try {
            items.put(key, item);
        } finally {
            lock.unlock();
        }
    }
}

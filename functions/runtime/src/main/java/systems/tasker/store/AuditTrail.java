package systems.tasker.store;

import java.util.ArrayList;
import java.util.List;

/**
 * The transitions of an item, oldest first. It lies in the item that changes, so that a change and
 * its entry are one write; past {@link #LIMIT} entries the oldest are folded into a count.
 *
 * @param folded how many older entries are no longer listed
 */
public record AuditTrail(int folded, List<Transition> entries) {
    /** Entries kept. */
    public static final int LIMIT = 50;

    /** The trail of an item that does not exist yet. */
    public static final AuditTrail EMPTY = new AuditTrail(0, List.of());

    public AuditTrail {
        entries = List.copyOf(entries);
    }

    /** The trail with one more entry. */
    public AuditTrail with(Transition entry) {
        List<Transition> longer = new ArrayList<>(entries.size() + 1);
        int surplus = Math.max(0, entries.size() + 1 - LIMIT);
        longer.addAll(entries.subList(surplus, entries.size()));
        longer.add(entry);
        return new AuditTrail(folded + surplus, longer);
    }
}

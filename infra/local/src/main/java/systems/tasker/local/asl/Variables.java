package systems.tasker.local.asl;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The variables that a state sees. Unmodifiable: assigning makes new ones, so that all expressions
 * of a state read the values from before it.
 *
 * @param outer the names of the scopes around, which may be read but not assigned
 * @param values of this scope and those around it
 */
record Variables(Set<String> outer, Map<String, @Nullable Object> values) {
    static final Variables NONE = new Variables(Set.of(), Map.of());

    /** The scope of a Parallel's branch. */
    Variables inner() {
        return values.isEmpty() ? this : new Variables(values.keySet(), values);
    }

    /**
     * These with others assigned.
     *
     * @throws StateError where a name belongs to a scope around this one
     */
    Variables with(SequencedMap<String, @Nullable Object> assigned) {
        if (assigned.isEmpty()) {
            return this;
        }
        for (String name : assigned.sequencedKeySet()) {
            if (outer.contains(name)) {
                throw new StateError(
                        StateError.RUNTIME,
                        "The variable '" + name + "' belongs to an outer scope.");
            }
        }
        Map<String, @Nullable Object> all = new LinkedHashMap<>(values);
        all.putAll(assigned);
        return new Variables(outer, all);
    }
}

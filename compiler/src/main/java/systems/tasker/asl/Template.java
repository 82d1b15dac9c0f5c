package systems.tasker.asl;

import org.jspecify.annotations.Nullable;

/**
 * JSON in which a string may be an expression: what {@code Arguments}, {@code Output} and the
 * values of {@code Assign} hold.
 *
 * @param json null, Boolean, Number, String, {@link Jsonata}, a List of these, or a SequencedMap
 *     from String to these
 */
public record Template(@Nullable Object json) {}

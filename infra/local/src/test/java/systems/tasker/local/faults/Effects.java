package systems.tasker.local.faults;

import java.util.SequencedMap;

/**
 * What the services of a task were asked and what they did, counted apart.
 *
 * @param calls that were received, by idempotency key
 * @param effects that were had, by idempotency key
 */
record Effects(SequencedMap<String, Integer> calls, SequencedMap<String, Integer> effects) {}

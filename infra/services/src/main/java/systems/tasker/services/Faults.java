package systems.tasker.services;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The strikes that are still to come at one service. Safe for use by many threads. */
final class Faults {
    private final Deque<Fault.Strike> strikes = new ArrayDeque<>();

    synchronized void add(Fault fault) {
        strikes.addAll(fault.strikes());
    }

    synchronized void clear() {
        strikes.clear();
    }

    /** What the next call shall meet. */
    synchronized Optional<Fault.Kind> next() {
        Fault.Strike strike = strikes.pollFirst();
        if (strike == null) {
            return Optional.empty();
        }
        if (strike.count() == Fault.ALWAYS) {
            strikes.addFirst(strike);
        } else if (strike.count() > 1) {
            strikes.addFirst(new Fault.Strike(strike.kind(), strike.count() - 1));
        }
        return Optional.of(strike.kind());
    }
}

package systems.tasker.compiler.figures;

/** A number of state transitions and of history events. */
record Cost(long transitions, long events) {
    static final Cost NOTHING = new Cost(0, 0);

    Cost plus(Cost other) {
        return new Cost(transitions + other.transitions, events + other.events);
    }

    Cost times(long factor) {
        return new Cost(transitions * factor, events * factor);
    }

    /** The larger number of each. */
    Cost orMore(Cost other) {
        return new Cost(Math.max(transitions, other.transitions), Math.max(events, other.events));
    }
}

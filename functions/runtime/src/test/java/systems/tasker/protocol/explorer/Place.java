package systems.tasker.protocol.explorer;

import java.util.List;

/** A state of a branch, with what the machine sends to its function. */
sealed interface Place {
    String name();

    /** A step, what it depends on, and the gates that wait for it. */
    record OfStep(String name, List<String> dependsOn, List<String> gates) implements Place {}

    /** A gate, named after the step behind it. */
    record OfGate(String name, List<String> waitsFor) implements Place {}
}

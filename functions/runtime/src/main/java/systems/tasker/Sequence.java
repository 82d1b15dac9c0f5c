package systems.tasker;

import java.util.Optional;
import java.util.function.Function;
import systems.tasker.json.JsonObject;

/** The steps of a task, by name. Direct dependencies are at hand; others are read on first use. */
public final class Sequence {
    private final Function<String, Optional<Step>> steps;

    /** For the runtime, and for tests of handlers. */
    public Sequence(Function<String, Optional<Step>> steps) {
        this.steps = steps;
    }

    /** A step of the task; empty where nothing is recorded of one of that name. */
    public Optional<Step> step(String name) {
        return steps.apply(name);
    }

    /** The results of a step; an empty object where there are none. */
    public JsonObject results(String step) {
        return step(step).map(Step::results).orElse(JsonObject.EMPTY);
    }
}

package systems.tasker.store;

import java.time.Instant;
import systems.tasker.json.JsonText;

/** A value that a handler keeps with the task under a name. */
public record Annotation(String name, JsonText value, Instant at) {}

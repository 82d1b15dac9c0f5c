package systems.tasker;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import systems.tasker.json.JsonObject;
import systems.tasker.json.JsonText;

/**
 * A task as its handlers see it: one run of a template on a context. Used by one thread at a time.
 */
public final class Task {
    private final String id;
    private final String namespace;
    private final String name;
    private final String version;
    private final String correlationId;
    private final Instant createdAt;
    private final JsonText contextText;
    private final JsonObject handlerConfig;
    private final SequencedMap<String, @Nullable Object> annotations = new LinkedHashMap<>();
    private @Nullable JsonObject context;

    /**
     * For the runtime, and for tests of handlers.
     *
     * @param handlerConfig the template's own {@code handler_config}; empty in a step handler
     */
    public Task(
            String id,
            String namespace,
            String name,
            String version,
            String correlationId,
            Instant createdAt,
            JsonText context,
            JsonObject handlerConfig) {
        this.id = id;
        this.namespace = namespace;
        this.name = name;
        this.version = version;
        this.correlationId = correlationId;
        this.createdAt = createdAt;
        this.contextText = context;
        this.handlerConfig = handlerConfig;
    }

    /** The task's id. */
    public String id() {
        return id;
    }

    /** The namespace of its template. */
    public String namespace() {
        return namespace;
    }

    /** The name of its template. */
    public String name() {
        return name;
    }

    /** The version of its template at creation. */
    public String version() {
        return version;
    }

    /** Given or made once at creation; goes into every call and log line. */
    public String correlationId() {
        return correlationId;
    }

    /** When the task was created. */
    public Instant createdAt() {
        return createdAt;
    }

    /** The context: validated by the template's schema, with its defaults filled in. */
    public JsonObject context() {
        JsonObject parsed = context;
        if (parsed == null) {
            parsed = contextText.object();
            context = parsed;
        }
        return parsed;
    }

    /** The template's own {@code handler_config}, for the task handler. */
    public JsonObject handlerConfig() {
        return handlerConfig;
    }

    /**
     * Keeps a value with the task under a name, in place of an earlier one of that name; stored
     * when the handler returns.
     *
     * @param value JSON values
     */
    public void annotate(String name, @Nullable Object value) {
        annotations.put(name, value);
    }

    /** What has been annotated since the handler was called. */
    public SequencedMap<String, @Nullable Object> annotations() {
        return Collections.unmodifiableSequencedMap(annotations);
    }
}

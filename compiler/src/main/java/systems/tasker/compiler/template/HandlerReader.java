package systems.tasker.compiler.template;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import systems.tasker.compiler.diagnostics.Diagnostics;
import systems.tasker.compiler.diagnostics.Rule;

/** Reads what tasks and steps alike say of their handlers: configuration and events. */
final class HandlerReader {
    static final List<String> EVENT_KEYS = List.of("name", "description");

    private final Diagnostics diagnostics;
    private final EmbeddedRuby ruby;

    HandlerReader(Diagnostics diagnostics, EmbeddedRuby ruby) {
        this.diagnostics = diagnostics;
        this.ruby = ruby;
    }

    /** As plain JSON values. */
    SequencedMap<String, @Nullable Object> config(Keys keys) {
        Node.Fields config = keys.object("handler_config");
        config.fields().stream()
                .filter(field -> field.key().value().equals("timeout_seconds"))
                .forEach(field -> checkTimeout(field.value()));
        return ((Node.Fields) ruby.canonical(config)).json();
    }

    /** The names of declared events. */
    List<String> events(Keys keys) {
        List<String> names = new ArrayList<>();
        for (Node node : keys.list("custom_events")) {
            keys.mapping("custom_events", node)
                    .map(event -> new Keys(event, EVENT_KEYS, diagnostics))
                    .ifPresent(
                            event -> {
                                event.requiredText("name", "The custom event")
                                        .ifPresent(name -> names.add(name.value()));
                                event.text("description");
                            });
        }
        return names;
    }

    private void checkTimeout(Node node) {
        if (!(node instanceof Node.Scalar scalar
                && scalar.value() instanceof Integer seconds
                && seconds > 0)) {
            diagnostics.add(
                    Rule.BAD_TIMEOUT,
                    node.place(),
                    "`timeout_seconds` must be a whole number of seconds, at least 1.",
                    node instanceof Node.Scalar text
                                    && text.value() instanceof String given
                                    && given.contains("<%")
                            ? "The machine and its function need it when they are deployed: no"
                                    + " variable of the environment can give it."
                            : null);
        } else if (seconds > StepTemplate.MAX_TIMEOUT) {
            diagnostics.add(
                    Rule.TIMEOUT_CAPPED,
                    node.place(),
                    "`timeout_seconds` is capped: Lambda lets a function run "
                            + StepTemplate.MAX_TIMEOUT
                            + " seconds.");
        }
    }
}

package systems.tasker.asl;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A state of the JSONata dialect. A null {@code next} stands for {@code "End": true}; a null {@link
 * Template} for an absent field.
 */
public sealed interface State {

    @Nullable String comment();

    /**
     * Calls a service: here always {@code lambda:invoke}, with or without a task token.
     *
     * @param timeoutSeconds a Number or {@link Jsonata}, or absent
     * @param heartbeatSeconds likewise
     */
    record Task(
            @Nullable String comment,
            String resource,
            @Nullable Template arguments,
            @Nullable Template timeoutSeconds,
            @Nullable Template heartbeatSeconds,
            List<Retrier> retry,
            List<Catcher> catchers,
            SequencedMap<String, Template> assign,
            @Nullable Template output,
            @Nullable String next)
            implements State {
        public Task {
            retry = List.copyOf(retry);
            catchers = List.copyOf(catchers);
            assign = inOrder(assign);
        }
    }

    record Parallel(
            @Nullable String comment,
            List<Branch> branches,
            @Nullable Template arguments,
            List<Retrier> retry,
            List<Catcher> catchers,
            SequencedMap<String, Template> assign,
            @Nullable Template output,
            @Nullable String next)
            implements State {
        public Parallel {
            branches = List.copyOf(branches);
            retry = List.copyOf(retry);
            catchers = List.copyOf(catchers);
            assign = inOrder(assign);
        }
    }

    /** Exactly one of {@code seconds} and {@code timestamp} is present. */
    record Wait(
            @Nullable String comment,
            @Nullable Template seconds,
            @Nullable Template timestamp,
            SequencedMap<String, Template> assign,
            @Nullable Template output,
            @Nullable String next)
            implements State {
        public Wait {
            assign = inOrder(assign);
        }
    }

    /** {@code assign} and {@code output} are those of the default. */
    record Choice(
            @Nullable String comment,
            List<Rule> choices,
            @Nullable String defaultNext,
            SequencedMap<String, Template> assign,
            @Nullable Template output)
            implements State {
        public Choice {
            choices = List.copyOf(choices);
            assign = inOrder(assign);
        }
    }

    /** One entry of {@code Choices}; the condition is a Boolean or a {@link Jsonata}. */
    record Rule(
            Template condition,
            SequencedMap<String, Template> assign,
            @Nullable Template output,
            String next) {
        public Rule {
            assign = inOrder(assign);
        }
    }

    record Pass(
            @Nullable String comment,
            SequencedMap<String, Template> assign,
            @Nullable Template output,
            @Nullable String next)
            implements State {
        public Pass {
            assign = inOrder(assign);
        }
    }

    record Succeed(@Nullable String comment, @Nullable Template output) implements State {}

    /** {@code error} and {@code cause} are a String or a {@link Jsonata}, or absent. */
    record Fail(@Nullable String comment, @Nullable Template error, @Nullable Template cause)
            implements State {}

    private static SequencedMap<String, Template> inOrder(SequencedMap<String, Template> map) {
        return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(map));
    }
}

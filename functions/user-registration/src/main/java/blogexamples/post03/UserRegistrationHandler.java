package blogexamples.post03;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import systems.tasker.Sequence;
import systems.tasker.Step;
import systems.tasker.Task;
import systems.tasker.handler.ConfiguredTask;
import systems.tasker.json.JsonObject;

/**
 * The registration of a user across four services; its template is {@code
 * tasker/tasks/user_registration.yaml}. At the end it annotates how long the services took, what
 * running in parallel saved, and what became of the registration. All durations are in
 * milliseconds.
 */
public final class UserRegistrationHandler extends ConfiguredTask {
    /** For Lambda. */
    public UserRegistrationHandler() {}

    @Override
    public void updateAnnotations(Task task, Sequence sequence, List<Step> steps) {
        JsonObject context = task.context();
        String plan = context.text("user_info", "plan").orElse("free");
        String source = context.text("user_info", "source").orElse("web");
        task.annotate("service_performance", servicePerformance(steps));
        task.annotate("registration_outcome", outcome(sequence, steps, plan, source));
        task.annotate("plan_type", plan);
        task.annotate("registration_source", source);
        task.annotate("correlation_id", task.correlationId());
    }

    private static SequencedMap<String, @Nullable Object> servicePerformance(List<Step> steps) {
        SequencedMap<String, @Nullable Object> timings = new LinkedHashMap<>();
        for (Step step : steps) {
            step.results()
                    .number("service_response_time")
                    .ifPresent(time -> timings.put(step.name(), time));
        }
        List<Span> spans =
                steps.stream()
                        .map(Span::of)
                        .filter(Objects::nonNull)
                        .sorted(Comparator.comparing(Span::start))
                        .toList();
        SequencedMap<String, @Nullable Object> performance = new LinkedHashMap<>();
        performance.put("service_timings", timings);
        performance.put("total_duration", milliseconds(total(spans)));
        performance.put("parallel_execution_saved", milliseconds(saved(spans)));
        performance.put("unit", "ms");
        return performance;
    }

    /**
     * The registration as it came out.
     *
     * <p>Its {@code completed_at} is when the last step was complete; null where one is not.
     */
    private static SequencedMap<String, @Nullable Object> outcome(
            Sequence sequence, List<Step> steps, String plan, String source) {
        boolean complete = steps.stream().allMatch(step -> step.completedAt() != null);
        SequencedMap<String, @Nullable Object> outcome = new LinkedHashMap<>();
        outcome.put("user_id", sequence.results("create_user_account").value("user_id"));
        outcome.put("plan", plan);
        outcome.put("source", source);
        outcome.put(
                "completed_at",
                complete
                        ? steps.stream()
                                .map(Step::completedAt)
                                .filter(Objects::nonNull)
                                .max(Comparator.naturalOrder())
                                .map(Instant::toString)
                                .orElse(null)
                        : null);
        return outcome;
    }

    /** From the first attempt of a step to its completion. */
    private record Span(Instant start, Instant end) {
        static @Nullable Span of(Step step) {
            return step.startedAt() == null || step.completedAt() == null
                    ? null
                    : new Span(step.startedAt(), step.completedAt());
        }
    }

    /** From the start of the first step to the end of the last. */
    private static Duration total(List<Span> spans) {
        return spans.stream()
                .map(Span::end)
                .max(Comparator.naturalOrder())
                .map(end -> Duration.between(spans.getFirst().start(), end))
                .orElse(Duration.ZERO);
    }

    /**
     * The time of all steps together less the time in which any ran. Gaps between steps, which one
     * after the other would have as well, count on neither side, so it is never negative.
     */
    private static Duration saved(List<Span> byStart) {
        Duration saved = Duration.ZERO;
        Instant busyUntil = Instant.MIN;
        for (Span span : byStart) {
            if (span.start().isBefore(busyUntil)) {
                Instant overlapEnd = span.end().isBefore(busyUntil) ? span.end() : busyUntil;
                saved = saved.plus(Duration.between(span.start(), overlapEnd));
            }
            busyUntil = span.end().isAfter(busyUntil) ? span.end() : busyUntil;
        }
        return saved;
    }

    private static BigDecimal milliseconds(Duration duration) {
        return BigDecimal.valueOf(duration.toNanos() / 10_000, 2);
    }
}

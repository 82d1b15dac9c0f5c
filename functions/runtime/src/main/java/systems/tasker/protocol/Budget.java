package systems.tasker.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import systems.tasker.HandlerError;
import systems.tasker.PermanentError;
import systems.tasker.RetriesExhausted;
import systems.tasker.RetryAfter;
import systems.tasker.RetryableError;
import systems.tasker.json.JsonText;
import systems.tasker.store.Failure;
import systems.tasker.store.StepItem;
import systems.tasker.store.StepStatus;

/**
 * How often a step may still be tried in this run. Judged from the step's item alone, because Step
 * Functions counts per retrier and forgets when a state is entered again: {@code retry_limit}
 * retries after the first attempt, whatever ended the attempts, and no more than one death.
 */
final class Budget {
    /** The longest wait that a server may ask for. */
    static final Duration LONGEST_RETRY_AFTER = Duration.ofDays(1);

    private static final int DEATHS = 2;

    /** Seconds after which someone else's attempt is looked at again. */
    private static final long LONGEST_LOOK_AWAY = 30;

    private final StepRequest request;
    private final Instant now;

    Budget(StepRequest request, Instant now) {
        this.request = request;
        this.now = now;
    }

    /**
     * Lets a step pass that may be claimed now, as far as its item says.
     *
     * @throws RetryAfter while someone may still be working on it, or it must not be tried yet
     * @throws RuntimeException the step's recorded error, where that was its last in this run
     */
    void mustBeDue(StepItem own) {
        if (own.status() == StepStatus.IN_PROGRESS && isAhead(own.claimedUntil())) {
            throw claimed(own, now);
        }
        Failure failure = own.failure();
        if (own.status() == StepStatus.ERROR
                && failure != null
                && isThisRun(own)
                && (failure.last() || isAhead(failure.retryAt()))) {
            throw error(own, now);
        }
    }

    /** What leaves the function where another invocation has claimed the step. */
    static RetryAfter claimed(StepItem own, Instant now) {
        return new RetryAfter(
                Math.min(LONGEST_LOOK_AWAY, secondsUntil(own.claimedUntil(), now)),
                "attempt " + own.attempts() + " may still be going on");
    }

    private boolean isAhead(@Nullable Instant time) {
        return time != null && now.isBefore(time);
    }

    private boolean isThisRun(StepItem own) {
        return own.run() == request.caller().input().run();
    }

    /** Why the step must not be claimed again in this run; empty where it may. */
    Optional<Failure> end(StepItem own) {
        if (!isThisRun(own)) {
            return Optional.empty();
        }
        boolean spent = !request.retryable() || own.tries() > request.retryLimit();
        return switch (own.status()) {
            case IN_PROGRESS ->
                    spent || own.deaths() + 1 >= DEATHS
                            ? Optional.of(
                                    Failure.last(
                                            "FunctionDied",
                                            "FUNCTION_DIED",
                                            "The function ended without an answer in attempt "
                                                    + own.attempts()))
                            : Optional.empty();
            case ERROR -> {
                Failure failure = own.failure();
                yield failure != null && spent ? Optional.of(asLast(failure)) : Optional.empty();
            }
            case PENDING, BLOCKED, CANCELLED, COMPLETE, RESOLVED_MANUALLY, SKIPPED ->
                    Optional.empty();
        };
    }

    /** What a handler threw in an attempt, classified. */
    Failure failure(StepItem claimed, Throwable thrown) {
        boolean spent = !request.retryable() || claimed.tries() > request.retryLimit();
        return switch (thrown) {
            case PermanentError error -> failure(error, error.getMessage(), true, null);
            case RetryableError error -> {
                Duration wait = error.retryAfter().orElse(Duration.ZERO);
                if (wait.compareTo(LONGEST_RETRY_AFTER) > 0) {
                    yield new Failure(
                            PermanentError.class.getSimpleName(),
                            "RETRY_AFTER_TOO_LONG",
                            error.getMessage()
                                    + ": to be tried again after "
                                    + wait.toSeconds()
                                    + " s, which is more than a day",
                            context(error),
                            true,
                            null);
                }
                Instant at = wait.isPositive() ? now.plus(wait) : null;
                yield failure(error, error.getMessage(), spent, spent ? null : at);
            }
            default ->
                    new Failure(
                            thrown.getClass().getSimpleName(),
                            null,
                            thrown.getMessage() == null
                                    ? thrown.getClass().getName()
                                    : thrown.getMessage(),
                            JsonText.EMPTY_OBJECT,
                            spent,
                            null);
        };
    }

    private static Failure failure(
            HandlerError error, @Nullable String message, boolean last, @Nullable Instant at) {
        return new Failure(
                error.getClass().getSimpleName(),
                error.errorCode().orElse(null),
                message == null ? "" : message,
                context(error),
                last,
                at);
    }

    /** A context that is not JSON is told as text: it must not hide the error it belongs to. */
    private static JsonText context(HandlerError error) {
        try {
            return JsonText.of(error.context());
        } catch (IllegalArgumentException e) {
            SequencedMap<String, @Nullable Object> text = new LinkedHashMap<>();
            error.context().forEach((name, value) -> text.put(name, String.valueOf(value)));
            return JsonText.of(text);
        }
    }

    private static Failure asLast(Failure failure) {
        return new Failure(
                failure.kind(), failure.code(), failure.message(), failure.context(), true, null);
    }

    /** What leaves the function for a step in error. */
    static RuntimeException error(StepItem failed, Instant now) {
        Failure failure = failed.failure();
        if (failure == null) {
            return new RetryableError("Step `" + failed.name() + "` is in error");
        }
        if (failure.kind().equals(PermanentError.class.getSimpleName())) {
            return new PermanentError(describe(failure), failure.code(), Map.of());
        }
        if (failure.last()) {
            return new RetriesExhausted(
                    "Step `"
                            + failed.name()
                            + "` failed "
                            + times(failed.tries())
                            + ", last with "
                            + describe(failure));
        }
        return failure.retryAt() == null
                ? new RetryableError(describe(failure))
                : new RetryAfter(secondsUntil(failure.retryAt(), now), describe(failure));
    }

    private static String describe(Failure failure) {
        return failure.label() + ": " + failure.message();
    }

    private static String times(int count) {
        return count == 1 ? "once" : count + " times";
    }

    /** Whole seconds, rounded up, at least one. */
    static long secondsUntil(@Nullable Instant until, Instant now) {
        if (until == null) {
            return 1;
        }
        return Math.max(1, Duration.between(now, until).plusNanos(999_999_999).toSeconds());
    }
}

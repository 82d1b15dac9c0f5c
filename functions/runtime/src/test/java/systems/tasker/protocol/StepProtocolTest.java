package systems.tasker.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import systems.tasker.Blocked;
import systems.tasker.PermanentError;
import systems.tasker.RetriesExhausted;
import systems.tasker.RetryAfter;
import systems.tasker.RetryableError;
import systems.tasker.Sequence;
import systems.tasker.Step;
import systems.tasker.Superseded;
import systems.tasker.Task;
import systems.tasker.handler.StepHandler;
import systems.tasker.json.JsonObject;
import systems.tasker.store.Failure;
import systems.tasker.store.ForwardingTaskStore;
import systems.tasker.store.InMemoryTaskStore;
import systems.tasker.store.StepItem;
import systems.tasker.store.StepStatus;
import systems.tasker.store.TaskItem;
import systems.tasker.testing.FunctionHarness;

class StepProtocolTest {
    private final FunctionHarness harness =
            new FunctionHarness(
                    new InMemoryTaskStore(),
                    Map.of("amount", 7),
                    List.of("step", "parent", "grandparent"));
    private final Scripted handler = new Scripted();

    /** Does what the test says, one entry an invocation, and remembers that it was called. */
    private static final class Scripted extends StepHandler {
        final Deque<Object> script = new ArrayDeque<>();
        final List<String> keys = new ArrayList<>();

        @Override
        public @Nullable Object process(Task task, Sequence sequence, Step step) throws Exception {
            keys.add(step.idempotencyKey());
            Object next = script.isEmpty() ? Map.of("ok", true) : script.removeFirst();
            if (next instanceof Runnable action) {
                action.run();
                return Map.of();
            }
            if (next instanceof Exception e) {
                throw e;
            }
            if (next instanceof java.lang.Error e) {
                throw e;
            }
            return next.equals("null") ? null : next;
        }
    }

    private SequencedMap<String, @Nullable Object> payload(Object... changes) {
        SequencedMap<String, @Nullable Object> payload =
                harness.stepPayload("step", List.of(), Map.of());
        for (int i = 0; i < changes.length; i += 2) {
            payload.put((String) changes[i], changes[i + 1]);
        }
        return payload;
    }

    private JsonObject invoke(Object... changes) {
        return harness.invoke(handler, payload(changes));
    }

    private <E extends Throwable> String thrown(Class<E> kind, Object... changes) {
        E error = assertThrows(kind, () -> invoke(changes));
        assertEquals(kind, error.getClass());
        assertEquals(0, error.getStackTrace().length, "no stack trace leaves a function");
        return String.valueOf(error.getMessage());
    }

    private static Failure failure(StepItem step) {
        return java.util.Objects.requireNonNull(step.failure());
    }

    private List<String> trail() {
        return harness.step("step").transitions().entries().stream()
                .map(t -> t.from() + ">" + t.to() + "#" + t.attempt())
                .toList();
    }

    private void newRun() {
        TaskItem task = harness.task();
        harness.store().put(task.failed(Failure.last("TaskFailed", null, ""), task.updatedAt()));
        harness.store()
                .put(harness.task().resumed("1.0.0", task.steps(), harness.clock().instant()));
    }

    @Test
    void aStepIsClaimedRunAndCommitted() {
        JsonObject answer = invoke();
        assertEquals("complete", answer.text("status").orElseThrow());
        assertEquals(11, answer.number("result_bytes").orElseThrow().intValue());
        StepItem step = harness.step("step");
        assertEquals(StepStatus.COMPLETE, step.status());
        assertEquals("{\"ok\":true}", java.util.Objects.requireNonNull(step.results()).text());
        assertEquals(List.of("null>in_progress#1", "in_progress>complete#1"), trail());
        assertEquals(1, step.attempts());
    }

    @Test
    void aCompleteStepAnswersFromTheTableAndRunsNothing() {
        invoke();
        JsonObject again = invoke();
        assertEquals("complete", again.text("status").orElseThrow());
        assertEquals(1, handler.keys.size());
        assertEquals(2, harness.step("step").revision());
    }

    @Test
    void aPermanentErrorEndsTheStepAtOnceAndStaysSo() {
        handler.script.add(
                new PermanentError("no method", "PAYMENT_REQUIRED", Map.of("status", 402)));
        assertEquals("PAYMENT_REQUIRED: no method", thrown(PermanentError.class));
        Failure failure = failure(harness.step("step"));
        assertEquals("PermanentError", failure.kind());
        assertEquals("PAYMENT_REQUIRED", failure.code());
        assertEquals("{\"status\":402}", failure.context().text());
        assertTrue(failure.last());
        thrown(PermanentError.class);
        assertEquals(1, handler.keys.size());
    }

    @Test
    void aRetryableErrorMayBeTriedAsOftenAsTheLimitSaysAfterTheFirstAttempt() {
        for (int i = 0; i < 4; i++) {
            handler.script.add(new RetryableError("down " + i));
        }
        for (int i = 0; i < 3; i++) {
            assertEquals("RetryableError: down " + i, thrown(RetryableError.class));
        }
        String last = thrown(RetriesExhausted.class);
        assertEquals("Step `step` failed 4 times, last with RetryableError: down 3", last);
        thrown(RetriesExhausted.class);
        assertEquals(4, handler.keys.size());
        assertEquals(4, harness.step("step").attempts());
    }

    @Test
    void anythingElseThatAHandlerThrowsIsRetryableAndLogged() {
        handler.script.add(new IllegalStateException("odd"));
        handler.script.add(new java.io.IOException());
        handler.script.add(new AssertionError("wrong"));
        handler.script.add(new StackOverflowError());
        assertEquals("IllegalStateException: odd", thrown(RetryableError.class));
        assertEquals("IOException: java.io.IOException", thrown(RetryableError.class));
        assertEquals("AssertionError: wrong", thrown(RetryableError.class));
        assertTrue(thrown(RetriesExhausted.class).contains("StackOverflowError"));
        JsonObject line = harness.log().getFirst();
        assertEquals("odd", line.text("error_message").orElseThrow());
        assertTrue(line.text("stack_trace").orElseThrow().contains("StepProtocolTest"));
        assertEquals("step", line.text("step_name").orElseThrow());
        assertEquals(FunctionHarness.CORRELATION_ID, line.text("correlation_id").orElseThrow());
    }

    @Test
    void aStepThatIsNotRetryableIsNeverInvokedAgainOnceClaimed() {
        handler.script.add(new RetryableError("down"));
        thrown(RetriesExhausted.class, "retryable", false);
        thrown(RetriesExhausted.class, "retryable", false);
        assertEquals(1, handler.keys.size());
    }

    @Test
    void aStepThatIsNotRetryableAndDiedIsNotInvokedAgain() {
        handler.script.add(new OutOfMemoryError());
        assertThrows(OutOfMemoryError.class, () -> invoke("retryable", false));
        harness.clock().advance(Duration.ofSeconds(31));
        thrown(RetriesExhausted.class, "retryable", false);
        assertEquals(1, handler.keys.size());
        assertEquals("FUNCTION_DIED", failure(harness.step("step")).code());
    }

    @Test
    void theWaitThatAServerAsksForIsHonouredExactly() {
        handler.script.add(new RetryableError("limited", Duration.ofMillis(2_500), Map.of()));
        assertEquals("retry after 3 s: RetryableError: limited", thrown(RetryAfter.class));
        harness.clock().advance(Duration.ofSeconds(2));
        assertTrue(thrown(RetryAfter.class).startsWith("retry after 1 s: "));
        assertEquals(1, handler.keys.size(), "not before its time");
        harness.clock().advance(Duration.ofSeconds(1));
        assertEquals("complete", invoke().text("status").orElseThrow());
    }

    @Test
    void aWaitOfMoreThanADayFailsTheStep() {
        handler.script.add(new RetryableError("l", Duration.ofDays(1), Map.of()));
        assertTrue(thrown(RetryAfter.class).startsWith("retry after 86400 s"));
        harness.clock().advance(Duration.ofDays(1));
        handler.script.add(new RetryableError("l", Duration.ofDays(1).plusSeconds(1), Map.of()));
        assertTrue(thrown(PermanentError.class).startsWith("RETRY_AFTER_TOO_LONG: "));
    }

    @Test
    void waitsCountAgainstTheBudgetAsRetriesDo() {
        for (int i = 0; i < 4; i++) {
            handler.script.add(new RetryableError("l", Duration.ofSeconds(1), Map.of()));
            harness.clock().advance(Duration.ofSeconds(2));
            if (i < 3) {
                thrown(RetryAfter.class);
            } else {
                thrown(RetriesExhausted.class);
            }
        }
    }

    @Test
    void aStepWhoseDependencyIsNotCompleteRecordsItselfBlocked() {
        assertEquals(
                "Step `step` cannot run: `parent` is not complete",
                thrown(Blocked.class, "depends_on", List.of("parent")));
        assertEquals(StepStatus.BLOCKED, harness.step("step").status());
        assertEquals(0, harness.step("step").attempts());
        thrown(Blocked.class, "depends_on", List.of("parent"));
        assertEquals(1, harness.step("step").revision(), "said once");
        harness.complete("parent", Map.of());
        assertEquals(
                "complete", invoke("depends_on", List.of("parent")).text("status").orElseThrow());
        assertEquals(
                List.of("null>blocked#0", "blocked>in_progress#1", "in_progress>complete#1"),
                trail());
    }

    @Test
    void anotherExecutionIsSuperseded() {
        thrown(Superseded.class, "execution", "console-click");
        SequencedMap<String, @Nullable Object> old = payload();
        newRun();
        assertThrows(Superseded.class, () -> harness.invoke(handler, old));
        invoke();
        assertEquals(1, handler.keys.size());
    }

    @Test
    void aTaskThatIsNotInProgressIsNotWorkedOn() {
        SequencedMap<String, @Nullable Object> payload = payload();
        TaskItem task = harness.task();
        harness.store().put(task.completed(harness.clock().instant()));
        assertThrows(Superseded.class, () -> harness.invoke(handler, payload));
        assertEquals(0, handler.keys.size());
    }

    @Test
    void whoMeetsALiveClaimWaitsUntilItMustBeDead() {
        handler.script.add(new OutOfMemoryError());
        assertThrows(OutOfMemoryError.class, () -> invoke());
        harness.clock().advance(Duration.ofSeconds(10));
        assertEquals("retry after 20 s: attempt 1 may still be going on", thrown(RetryAfter.class));
        harness.clock().advance(Duration.ofSeconds(20));
        assertEquals("complete", invoke().text("status").orElseThrow());
        StepItem step = harness.step("step");
        assertEquals(2, step.attempts());
        assertEquals(1, step.deaths());
    }

    @Test
    void theFunctionsTimeoutSaysHowLongAClaimLives() {
        handler.script.add(new OutOfMemoryError());
        Map<String, ?> config = Map.of("timeout_seconds", 5);
        assertThrows(OutOfMemoryError.class, () -> invoke("handler_config", config));
        harness.clock().advance(Duration.ofSeconds(4));
        assertTrue(
                thrown(RetryAfter.class, "handler_config", config).startsWith("retry after 1 s"));
        harness.clock().advance(Duration.ofSeconds(1));
        invoke("handler_config", config);
    }

    @Test
    void aSecondDeathInARunEndsTheStep() {
        handler.script.add(new OutOfMemoryError());
        handler.script.add(new OutOfMemoryError());
        for (int i = 0; i < 2; i++) {
            assertThrows(OutOfMemoryError.class, () -> invoke());
            harness.clock().advance(Duration.ofSeconds(30));
        }
        assertTrue(thrown(RetriesExhausted.class).contains("FUNCTION_DIED"));
        assertEquals(2, handler.keys.size());
    }

    @Test
    void deathsCostTheBudgetLikeAnyAttempt() {
        handler.script.add(new RetryableError("down"));
        handler.script.add(new OutOfMemoryError());
        thrown(RetryableError.class, "retry_limit", 1);
        assertThrows(OutOfMemoryError.class, () -> invoke("retry_limit", 1));
        harness.clock().advance(Duration.ofSeconds(30));
        thrown(RetriesExhausted.class, "retry_limit", 1);
        assertEquals(2, handler.keys.size());
    }

    @Test
    void aNewRunHasAFreshBudgetAndAttemptsCountOn() {
        handler.script.add(new PermanentError("no"));
        thrown(PermanentError.class);
        newRun();
        handler.script.add(new RetryableError("down"));
        thrown(RetryableError.class);
        invoke();
        StepItem step = harness.step("step");
        assertEquals(3, step.attempts());
        assertEquals(2, step.tries());
        assertEquals(2, step.run());
    }

    @Test
    void theIdempotencyKeyIsTheSameForEveryAttempt() {
        handler.script.add(new RetryableError("down"));
        thrown(RetryableError.class);
        invoke();
        assertEquals(
                List.of(FunctionHarness.TASK + "/step/1", FunctionHarness.TASK + "/step/1"),
                handler.keys);
    }

    @Test
    void aResultThatCannotBeKeptIsAPermanentError() {
        handler.script.add("x".repeat(Results.MAX_BYTES));
        assertTrue(thrown(PermanentError.class).startsWith("RESULT_TOO_LARGE"));
        newRun();
        handler.script.add(new Object());
        assertEquals(
                "RESULT_NOT_JSON: The handler returned a java.lang.Object, which is not JSON",
                thrown(PermanentError.class));
        newRun();
        Map<String, @Nullable Object> cyclic = new LinkedHashMap<>();
        cyclic.put("self", cyclic);
        handler.script.add(cyclic);
        assertTrue(thrown(PermanentError.class).startsWith("RESULT_NOT_JSON"));
    }

    @Test
    void nullIsAResult() {
        handler.script.add("null");
        invoke();
        assertEquals(
                "null", java.util.Objects.requireNonNull(harness.step("step").results()).text());
    }

    @Test
    void aHandlerReadsItsDependenciesAndAnyOtherStep() {
        harness.complete("grandparent", Map.of("id", "g"));
        harness.complete("parent", Map.of("id", "p"));
        List<String> seen = new ArrayList<>();
        harness.invoke(
                new StepHandler() {
                    @Override
                    public Object process(Task task, Sequence sequence, Step step) {
                        seen.add(sequence.results("parent").text("id").orElseThrow());
                        seen.add(sequence.results("grandparent").text("id").orElseThrow());
                        seen.add(String.valueOf(sequence.step("nothing").isPresent()));
                        seen.add(task.context().number("amount").orElseThrow().toString());
                        seen.add(step.handlerConfig().text("url").orElseThrow());
                        task.annotate("note", "kept");
                        return Map.of();
                    }
                },
                harness.stepPayload("step", List.of("parent"), Map.of("url", "http://u")));
        assertEquals(List.of("p", "g", "false", "7", "http://u"), seen);
        assertEquals(
                "\"kept\"",
                harness.store().annotations(FunctionHarness.TASK).getFirst().value().text());
    }

    @Test
    void aLateAttemptCannotOverwriteANewerOne() {
        handler.script.add(
                (Runnable)
                        () -> {
                            harness.clock().advance(Duration.ofSeconds(31));
                            Scripted newer = new Scripted();
                            newer.script.add(new RetryableError("newer"));
                            assertThrows(
                                    RetryableError.class,
                                    () -> harness.invoke(newer, payload(), "newer"));
                        });
        assertTrue(thrown(RetryableError.class).contains("came too late"));
        assertEquals("newer", failure(harness.step("step")).message());
    }

    @Test
    void aLateAttemptWhoseStepIsCompleteAnswersFromTheTable() {
        handler.script.add(
                (Runnable)
                        () -> {
                            harness.clock().advance(Duration.ofSeconds(31));
                            harness.invoke(new Scripted(), payload(), "newer");
                        });
        assertEquals(2, invoke().number("attempt").orElseThrow().intValue());
        assertEquals(
                "{\"ok\":true}",
                java.util.Objects.requireNonNull(harness.step("step").results()).text());
    }

    /** Does every write, and then answers as if it had not: what a re-sent request meets. */
    private static final class ForgetfulStore extends ForwardingTaskStore {
        boolean forgetful;

        ForgetfulStore() {
            super(new InMemoryTaskStore());
        }

        @Override
        public boolean put(StepItem item) {
            return super.put(item) && !forgetful;
        }
    }

    @Test
    void aReSentWriteIsRecognisedAsItsOwn() {
        ForgetfulStore store = new ForgetfulStore();
        FunctionHarness forgetful = new FunctionHarness(store, Map.of(), List.of("step"));
        store.forgetful = true;
        assertEquals(
                "complete",
                forgetful
                        .invoke(handler, forgetful.stepPayload("step", List.of(), Map.of()))
                        .text("status")
                        .orElseThrow());
        assertEquals(1, handler.keys.size());
        assertEquals(1, forgetful.step("step").attempts());
        handler.script.add(new PermanentError("no", "NO"));
        assertThrows(
                PermanentError.class,
                () ->
                        forgetful.invoke(
                                handler, forgetful.stepPayload("other", List.of(), Map.of())));
        assertFalse(forgetful.step("other").status().satisfied());
    }

    @Test
    void aPayloadOfAnotherVersionIsRefused() {
        assertTrue(
                thrown(RetryableError.class, "v", 2)
                        .contains("Payloads of version 2 are not known"));
    }
}

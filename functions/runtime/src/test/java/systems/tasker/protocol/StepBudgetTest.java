package systems.tasker.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import systems.tasker.PermanentError;
import systems.tasker.RetriesExhausted;
import systems.tasker.RetryAfter;
import systems.tasker.RetryableError;
import systems.tasker.json.JsonObject;
import systems.tasker.store.Failure;
import systems.tasker.store.StepItem;
import systems.tasker.testing.FunctionHarness;

/** How often a step is tried, and when: errors, waits, deaths and runs. */
class StepBudgetTest extends ScriptedStep {
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
        assertTrue(line.text("stack_trace").orElseThrow().contains("StepBudgetTest"));
        assertEquals("step", line.text("step_name").orElseThrow());
        assertEquals(FunctionHarness.CORRELATION_ID, line.text("correlation_id").orElseThrow());
    }

    @Test
    void anAttemptBeyondALimitThatWasLoweredIsRefusedBeforeTheHandlerRuns() {
        handler.script.add(new RetryableError("down", "DOWN", null, Map.of("status", 503)));
        thrown(RetryableError.class);
        assertEquals(
                "Step `step` failed once, last with DOWN: down",
                thrown(RetriesExhausted.class, "retry_limit", 0));
        assertEquals(1, handler.keys.size());
        assertTrue(failure(harness.step("step")).last());
        assertEquals("{\"status\":503}", failure(harness.step("step")).context().text());
    }

    @Test
    void aContextThatIsNotJsonIsKeptAsText() {
        handler.script.add(new PermanentError("no", "NO", Map.of("at", Duration.ofSeconds(3))));
        thrown(PermanentError.class);
        assertEquals("{\"at\":\"PT3S\"}", failure(harness.step("step")).context().text());
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
}

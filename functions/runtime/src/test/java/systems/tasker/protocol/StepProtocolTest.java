package systems.tasker.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import systems.tasker.Blocked;
import systems.tasker.PermanentError;
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

/** Claims and commits, and who may not work on a step. */
class StepProtocolTest extends ScriptedStep {
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
    void aDependencyThatFailedBlocksAndOneThatIsSkippedDoesNot() {
        harness.store()
                .put(
                        StepItem.unclaimed(harness.task(), "parent", harness.clock().instant())
                                .failed(
                                        Failure.last("PermanentError", "NO", ""),
                                        harness.clock().instant()));
        thrown(Blocked.class, "depends_on", List.of("parent"));
        harness.store()
                .put(harness.step("parent").skipped("not wanted", harness.clock().instant()));
        invoke("depends_on", List.of("parent"));
        assertEquals(1, handler.keys.size());
    }

    @Test
    void aStepThatIsRunningIsNotRecordedAsBlocked() {
        handler.script.add(new OutOfMemoryError());
        assertThrows(OutOfMemoryError.class, () -> invoke());
        thrown(RetryAfter.class, "depends_on", List.of("parent"));
        assertEquals(StepStatus.IN_PROGRESS, harness.step("step").status());
    }

    @Test
    void aFailedAttemptWhoseStepIsCompleteMeanwhileAnswersFromTheTable() {
        handler.script.add(
                (Runnable)
                        () -> {
                            harness.clock().advance(Duration.ofSeconds(31));
                            harness.invoke(new Scripted(), payload(), "newer");
                            throw new IllegalStateException("too late to matter");
                        });
        assertEquals("complete", invoke().text("status").orElseThrow());
        assertEquals(StepStatus.COMPLETE, harness.step("step").status());
    }

    /** Loses so many races: another one has written the item first. */
    private static final class ContestedStore extends ForwardingTaskStore {
        int lost;

        ContestedStore() {
            super(new InMemoryTaskStore());
        }

        @Override
        public boolean put(StepItem item) {
            return lost-- <= 0 && super.put(item);
        }
    }

    @Test
    void whoLosesARaceLooksAgainAndGivesUpOnlyAfterMany() {
        ContestedStore store = new ContestedStore();
        FunctionHarness contested =
                new FunctionHarness(store, Map.of(), List.of("step", "other"), List.of("other"));
        store.lost = 1;
        contested.invoke(handler, contested.stepPayload("step", List.of(), Map.of()));
        assertEquals(StepStatus.COMPLETE, contested.step("step").status());
        store.lost = 1;
        contested.invoke(handler, contested.stepPayload("other", List.of(), Map.of()));
        assertEquals(StepStatus.SKIPPED, contested.step("other").status());
        assertEquals(1, handler.keys.size());
        store.lost = 1_000;
        RetryableError tooFast =
                assertThrows(
                        RetryableError.class,
                        () ->
                                contested.invoke(
                                        handler,
                                        contested.stepPayload("third", List.of(), Map.of())));
        assertTrue(String.valueOf(tooFast.getMessage()).contains("changes too fast"));
        assertEquals(1, handler.keys.size());
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

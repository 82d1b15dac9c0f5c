package systems.tasker.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import systems.tasker.json.JsonText;

/**
 * What every {@link TaskStore} must do. A subclass gives the store; {@link #reopened} a second view
 * of the same content, as another process would have it. One class for all of it, so that a store
 * is held to the whole contract by one subclass.
 */
public abstract class TaskStoreContract {
    protected static final Instant NOW = Instant.parse("2026-11-25T10:00:00.123Z");

    /** An empty store, or one whose content other tests cannot meet. */
    protected abstract TaskStore store();

    /** The same content, seen by another process. */
    protected abstract TaskStore reopened();

    protected static TaskItem task(String id) {
        return task(id, "user_registration", NOW);
    }

    private static TaskItem task(String id, String name, Instant createdAt) {
        return TaskItem.created(
                id,
                "blog_examples",
                name,
                "1.0.0",
                "reg_1",
                "fingerprint",
                new JsonText("{\"user_info\":{\"name\":\"Ünï \\\"quoted\\\" 🙂\"},\"n\":1.50}"),
                List.of("first", "second"),
                createdAt);
    }

    private static StepItem claimed(String taskId, String name) {
        return StepItem.unclaimed(taskId, name, 1, NOW)
                .claimed(1, "claim-1", NOW.plusSeconds(30), NOW.plusMillis(5));
    }

    @Test
    public void aTaskIsReadAsItWasWritten() {
        TaskItem created = task("a");
        assertTrue(store().put(created));
        assertEquals(Optional.of(created), reopened().task("a"));
        TaskItem failed =
                created.failed(
                        new Failure(
                                "TaskFailed",
                                "CODE",
                                "message",
                                new JsonText("{\"k\":[1,null]}"),
                                true,
                                NOW.plusSeconds(9)),
                        NOW.plusSeconds(1));
        assertTrue(store().put(failed));
        assertEquals(Optional.of(failed), reopened().task("a"));
        TaskItem resumed = failed.resumed("1.1.0", List.of("first", "third"), NOW.plusSeconds(2));
        assertTrue(store().put(resumed));
        assertTrue(store().put(resumed.completed(NOW.plusSeconds(3))));
        assertEquals(resumed.completed(NOW.plusSeconds(3)), reopened().task("a").orElseThrow());
    }

    @Test
    public void aStepIsReadAsItWasWritten() {
        store().put(task("a"));
        StepItem claimed = claimed("a", "first");
        assertTrue(store().put(claimed));
        assertEquals(Optional.of(claimed), reopened().read("a", List.of("first")).step("first"));
        StepItem failed =
                claimed.failed(
                        new Failure(
                                "RetryableError",
                                null,
                                "try again",
                                JsonText.EMPTY_OBJECT,
                                false,
                                NOW.plusSeconds(60)),
                        NOW.plusSeconds(1));
        assertTrue(store().put(failed));
        assertEquals(failed, reopened().read("a", List.of("first")).step("first").orElseThrow());
        StepItem again = failed.claimed(1, "claim-2", NOW.plusSeconds(99), NOW.plusSeconds(61));
        StepItem complete = again.completed(new JsonText("{\"x\":\"é\"}"), NOW.plusSeconds(62));
        assertTrue(store().put(again));
        assertTrue(store().put(complete));
        assertEquals(complete, reopened().read("a", List.of("first")).step("first").orElseThrow());
    }

    @Test
    public void aSecondCreationOfATaskIsRefused() {
        assertTrue(store().put(task("a")));
        assertFalse(store().put(task("a")));
        assertFalse(reopened().put(task("a")));
    }

    @Test
    public void aChangeOfAnOldRevisionIsRefusedAndLeavesTheItemAsItIs() {
        TaskItem created = task("a");
        store().put(created);
        store().put(created.completed(NOW));
        assertFalse(store().put(created.failed(Failure.last("X", null, "late"), NOW)));
        assertEquals(TaskStatus.COMPLETE, store().task("a").orElseThrow().status());

        StepItem claimed = claimed("a", "first");
        store().put(claimed);
        store().put(claimed.completed(JsonText.EMPTY_OBJECT, NOW));
        assertFalse(store().put(claimed.failed(Failure.last("X", null, "late"), NOW)));
        assertFalse(store().put(claimed));
        assertEquals(
                StepStatus.COMPLETE,
                store().read("a", List.of("first")).step("first").orElseThrow().status());
    }

    @Test
    public void aChangeOfAnItemThatIsNotThereIsRefused() {
        assertFalse(store().put(task("a").completed(NOW)));
        assertTrue(store().task("a").isEmpty());
        store().put(task("a"));
        assertFalse(store().put(claimed("a", "first").completed(JsonText.EMPTY_OBJECT, NOW)));
        assertTrue(store().readAll("a").steps().isEmpty());
    }

    @Test
    public void aReadFindsTheTaskAndTheNamedStepsThatExist() {
        store().put(task("a"));
        store().put(task("b"));
        store().put(claimed("a", "first"));
        store().put(claimed("a", "second"));
        store().put(claimed("b", "third"));
        Snapshot read = store().read("a", List.of("second", "third"));
        assertEquals("a", java.util.Objects.requireNonNull(read.task()).id());
        assertEquals(List.of("second"), List.copyOf(read.steps().sequencedKeySet()));
        assertEquals(
                List.of("first", "second"),
                List.copyOf(store().readAll("a").steps().sequencedKeySet()));
        assertTrue(store().read("c", List.of("first")).steps().isEmpty());
    }

    @Test
    public void stepsAreListedByName() {
        store().put(task("a"));
        StepItem zebra = claimed("a", "zebra");
        store().put(zebra);
        store().put(claimed("a", "apple"));
        store().put(zebra.completed(JsonText.EMPTY_OBJECT, NOW.plusSeconds(1)));
        assertEquals(
                List.of("apple", "zebra"),
                List.copyOf(store().readAll("a").steps().sequencedKeySet()));
    }

    @Test
    public void namedStepsAreReadInTheOrderTheyAreNamed() {
        store().put(task("a"));
        store().put(claimed("a", "first"));
        store().put(claimed("a", "second"));
        assertEquals(
                List.of("second", "first"),
                List.copyOf(
                        store().read("a", List.of("second", "first")).steps().sequencedKeySet()));
    }

    @Test
    public void anAuditTrailPastItsLimitIsKeptWithItsCount() {
        StepItem step = claimed("a", "first");
        store().put(step);
        while (step.transitions().folded() < 3) {
            step = step.claimed(1, "claim " + step.revision(), NOW, NOW.plusNanos(step.revision()));
            assertTrue(store().put(step));
        }
        assertEquals(step, reopened().read("a", List.of("first")).step("first").orElseThrow());
    }

    @Test
    public void whatAnotherProcessHasChangedIsSeenAtOnce() {
        StepItem step = claimed("a", "first");
        store().put(step);
        for (int i = 0; i < 3; i++) {
            step = step.claimed(1, "claim " + i, NOW, NOW);
            assertTrue((i % 2 == 0 ? reopened() : store()).put(step));
            assertEquals(step, store().readAll("a").step("first").orElseThrow());
            assertEquals(step, reopened().readAll("a").step("first").orElseThrow());
        }
    }

    @Test
    public void namesOfAnyScriptAreKept() {
        store().put(task("a"));
        StepItem step = claimed("a", "créer l'utilisateur #1 🙂");
        assertTrue(store().put(step));
        assertEquals(
                step, reopened().read("a", List.of(step.name())).step(step.name()).orElseThrow());
    }

    @Test
    public void anAnnotationReplacesTheOneOfItsName() {
        store().put(task("a"));
        store().annotate(
                        "a",
                        List.of(
                                new Annotation("plan", new JsonText("\"free\""), NOW),
                                new Annotation("n", new JsonText("1"), NOW)));
        Annotation pro = new Annotation("plan", new JsonText("\"pro\""), NOW.plusSeconds(1));
        store().annotate("a", List.of(pro));
        assertEquals(
                List.of(new Annotation("n", new JsonText("1"), NOW), pro),
                reopened().annotations("a"));
        assertTrue(store().annotations("b").isEmpty());
    }

    @Test
    public void tasksAreListedNewestFirstAndFiltered() {
        store().put(task("a", "one", NOW));
        store().put(task("b", "two", NOW.plusSeconds(1)));
        TaskItem c = task("c", "one", NOW.plusSeconds(2));
        store().put(c);
        store().put(c.completed(NOW.plusSeconds(3)));
        assertEquals(List.of("c", "b", "a"), ids(Optional.empty(), Optional.empty(), 10));
        assertEquals(List.of("c", "b"), ids(Optional.empty(), Optional.empty(), 2));
        assertEquals(List.of("c", "a"), ids(Optional.of("one"), Optional.empty(), 10));
        assertEquals(
                List.of("b", "a"), ids(Optional.empty(), Optional.of(TaskStatus.IN_PROGRESS), 10));
    }

    @Test
    public void theOrderOfTasksIsThatOfTimeToTheLastDigitThenOfIds() {
        Instant second = Instant.parse("2026-11-25T10:00:00Z");
        store().put(task("d", "one", second.plusMillis(500)));
        store().put(task("a", "one", second));
        store().put(task("c", "one", second.plusNanos(1)));
        store().put(task("b", "one", second.plusNanos(1)));
        store().put(task("e", "one", second.minusNanos(1)));
        assertEquals(List.of("d", "c", "b", "a", "e"), ids(Optional.empty(), Optional.empty(), 10));
    }

    private List<String> ids(Optional<String> name, Optional<TaskStatus> status, int limit) {
        return store()
                .list(new TaskQuery(Optional.of("blog_examples"), name, status, limit))
                .stream()
                .map(TaskItem::id)
                .toList();
    }

    @Test
    public void aGateGathersItsTokenAndWhoHasEndedInAnyOrder() {
        store().put(task("a"));
        GateItem first = store().gateEnded("a", 1, "join", "left");
        assertNull(first.token());
        assertEquals(List.of("left"), List.copyOf(first.ended()));
        assertNull(first.tokenToAnswer());
        GateItem registered =
                reopened().registerGate("a", 1, "join", List.of("left", "right"), "token-1");
        assertEquals("token-1", registered.token());
        assertEquals(List.of("left", "right"), registered.waitsFor());
        assertNull(registered.tokenToAnswer());
        GateItem again = store().gateEnded("a", 1, "join", "left");
        assertEquals(List.of("left"), List.copyOf(again.ended()));
        GateItem open = reopened().gateEnded("a", 1, "join", "right");
        assertEquals("token-1", open.tokenToAnswer());
        GateItem renewed =
                store().registerGate("a", 1, "join", List.of("left", "right"), "token-2");
        assertEquals("token-2", renewed.tokenToAnswer());
    }

    @Test
    public void aGateOfAnotherRunOrNameOrTaskIsAnotherGate() {
        store().put(task("a"));
        store().put(task("b"));
        store().registerGate("a", 1, "join", List.of("x"), "token");
        assertEquals("token", store().gateEnded("a", 1, "join", "x").tokenToAnswer());
        assertNull(store().gateEnded("a", 2, "join", "x").token());
        assertNull(store().gateEnded("a", 1, "other", "x").token());
        assertNull(store().gateEnded("b", 1, "join", "x").token());
    }

    @Test
    public void ofARegistrationAndNotificationsAtOnceAtLeastOneSeesAll() throws Exception {
        store().put(task("a"));
        List<String> waitsFor = List.of("one", "two", "three");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 20; round++) {
                String gate = "gate" + round;
                List<Callable<GateItem>> racers = new ArrayList<>();
                racers.add(() -> reopened().registerGate("a", 1, gate, waitsFor, "token"));
                for (String step : waitsFor) {
                    racers.add(() -> store().gateEnded("a", 1, gate, step));
                }
                int openers = 0;
                for (Future<GateItem> racer : threads.invokeAll(racers)) {
                    openers += racer.get().tokenToAnswer() == null ? 0 : 1;
                }
                assertTrue(openers >= 1, gate);
            }
        }
    }

    @Test
    public void ofManyWritersOfOneRevisionExactlyOneWins() throws Exception {
        store().put(task("a"));
        List<TaskStore> views = List.of(store(), reopened());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 20; round++) {
                String step = "step" + round;
                List<Callable<Boolean>> racers = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    TaskStore view = views.get(i % 2);
                    StepItem claim =
                            StepItem.unclaimed("a", step, 1, NOW)
                                    .claimed(1, "claim-" + i, NOW.plus(Duration.ofHours(1)), NOW);
                    racers.add(() -> view.put(claim));
                }
                int winners = 0;
                for (Future<Boolean> racer : threads.invokeAll(racers)) {
                    winners += racer.get() ? 1 : 0;
                }
                assertEquals(1, winners, step);
            }
        }
    }

    @Test
    public void anItemAtTheLimitOfSizeIsKept() {
        String large = "x".repeat(390_000);
        store().put(task("a"));
        StepItem complete = claimed("a", "first").completed(new JsonText("\"" + large + "\""), NOW);
        store().put(claimed("a", "first"));
        assertTrue(store().put(complete));
        assertEquals(complete, reopened().read("a", List.of("first")).step("first").orElseThrow());
    }
}

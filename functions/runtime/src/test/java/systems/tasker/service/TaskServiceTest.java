package systems.tasker.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.json.JsonText;
import systems.tasker.service.Workflow.WorkflowStep;
import systems.tasker.store.Failure;
import systems.tasker.store.InMemoryTaskStore;
import systems.tasker.store.StepItem;
import systems.tasker.store.StepStatus;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskQuery;
import systems.tasker.store.TaskStatus;
import systems.tasker.testing.MutableClock;

class TaskServiceTest {
    private static final String SCHEMA =
            """
            {"type": "object", "required": ["user"], "properties": {
              "user": {"type": "object", "required": ["email", "name"], "properties": {
                "email": {"type": "string", "format": "email"},
                "name": {"type": "string", "minLength": 1},
                "plan": {"type": "string", "enum": ["free", "pro"], "default": "free"}}},
              "host": {"type": "string", "format": "idn-hostname"},
              "count": {"type": "integer", "minimum": 0},
              "letters": {"type": "string", "pattern": "^(a|b)*$"},
              "settings": {"type": "object", "properties": {
                "news": {"type": "boolean", "default": false}}}}}
            """;

    private final InMemoryTaskStore store = new InMemoryTaskStore();
    private final RecordingEngine engine = new RecordingEngine();
    private final MutableClock clock = new MutableClock();
    private final TaskService service =
            new TaskService(
                    store,
                    engine,
                    List.of(
                            new Workflow(
                                    "tests",
                                    "register",
                                    "1.0.0",
                                    new JsonText(SCHEMA),
                                    List.of(
                                            new WorkflowStep("first", List.of(), false),
                                            new WorkflowStep("second", List.of("first"), true)))),
                    clock);

    private TaskService.Created create(String context, Optional<String> identity) {
        return service.create(
                new TaskService.NewTask(
                        "tests",
                        "register",
                        new JsonText(context),
                        identity.map(Identity::key).orElse(Identity.NONE),
                        List.of()));
    }

    private TaskItem created() {
        return create("{\"user\":{\"email\":\"a@example.com\",\"name\":\"A\"}}", Optional.empty())
                .task();
    }

    private static Refusal.Reason reason(Runnable action) {
        return assertThrows(Refusal.class, action::run).reason();
    }

    @Test
    void aTaskIsStoredWithDefaultsAndThenStarted() {
        TaskItem task =
                create(
                                "{\"user\":{\"email\":\"a@example.com\",\"name\":\"A\",\"x\":1},"
                                        + "\"settings\":{}}",
                                Optional.empty())
                        .task();
        assertEquals(
                "{\"user\":{\"email\":\"a@example.com\",\"name\":\"A\",\"x\":1,\"plan\":\"free\"},"
                        + "\"settings\":{\"news\":false}}",
                store.task(task.id()).orElseThrow().context().text());
        assertEquals(TaskStatus.IN_PROGRESS, task.status());
        assertTrue(task.correlationId().startsWith("tsk_"));
        assertEquals(
                List.of(
                        "tests/register "
                                + task.id()
                                + " {\"v\":1,\"task_id\":\""
                                + task.id()
                                + "\",\"run\":1,\"correlation_id\":\""
                                + task.correlationId()
                                + "\"}"),
                engine.started);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|/user",
                "{\"user\":{\"email\":\"a@example.com\"}}|/user/name",
                "{\"user\":{\"email\":\"a@example.com\",\"name\":\"\"}}|/user/name",
                "{\"user\":{\"email\":\"nobody\",\"name\":\"A\"}}|/user/email",
                "{\"user\":{\"email\":\"a@example.com\",\"name\":1}}|/user/name",
                "{\"user\":{\"email\":\"a@example.com\",\"name\":\"A\",\"plan\":\"x\"}}|/user/plan",
                "{\"user\":{\"email\":\"e\",\"plan\":3}}|/user/email /user/name /user/plan",
                "{\"user\":{\"email\":\"a@example.com\",\"name\":\"A\"},\"settings\":[]}|/settings",
                "[]|``",
                "{\"correlation_id\":\"a b\",\"user\":{\"email\":\"a@example.com\",\"name\":\"A\"}}|/correlation_id",
            })
    void everyViolationIsNamedByItsPathAndNothingIsStored(String context, String paths) {
        Refusal refusal = assertThrows(Refusal.class, () -> create(context, Optional.empty()));
        assertEquals(Refusal.Reason.INVALID_CONTEXT, refusal.reason());
        assertEquals(
                paths == null ? "" : paths,
                String.join(
                        " ",
                        refusal.violations().stream().map(Violation::path).distinct().toList()));
        assertTrue(store.list(TaskQuery.newest(9)).isEmpty());
        assertTrue(engine.started.isEmpty());
    }

    @Test
    void aContextOverTheLimitIsRefused() {
        String large = "x".repeat(TaskService.MAX_CONTEXT_BYTES);
        Refusal refusal =
                assertThrows(
                        Refusal.class,
                        () -> create("{\"large\":\"" + large + "\"}", Optional.empty()));
        assertTrue(refusal.violations().getFirst().message().contains("262144 are allowed"));
    }

    @Test
    void everyStepThatCannotBeBypassedIsNamedByItsPlace() {
        Refusal refusal =
                assertThrows(
                        Refusal.class,
                        () ->
                                service.create(
                                        new TaskService.NewTask(
                                                "tests",
                                                "register",
                                                JsonText.EMPTY_OBJECT,
                                                Identity.NONE,
                                                List.of("nothing", "first"))));
        assertEquals(Refusal.Reason.INVALID_REQUEST, refusal.reason());
        assertEquals(
                List.of("/bypass_steps/0", "/bypass_steps/1"),
                refusal.violations().stream().map(Violation::path).toList());
    }

    @Test
    void whatTheValidatorCannotJudgeIsRefused() {
        for (String field :
                List.of(
                        "\"letters\":\"" + "ab".repeat(100_000) + "\"",
                        "\"host\":\"" + "\u00fc".repeat(2_000) + "\"",
                        "\"count\":1e40")) {
            String context =
                    "{\"user\":{\"email\":\"a@example.com\",\"name\":\"A\"}," + field + "}";
            Refusal refusal = assertThrows(Refusal.class, () -> create(context, Optional.empty()));
            assertEquals(Refusal.Reason.INVALID_CONTEXT, refusal.reason());
            assertTrue(
                    refusal.violations().getFirst().message().startsWith("cannot be judged"),
                    refusal.violations()::toString);
        }
    }

    @Test
    void halfACharacterIsKept() {
        String context =
                "{\"user\":{\"email\":\"a@example.com\",\"name\":\"A\",\"plan\":\"free\"},"
                        + "\"\\ud800\":\"\\udc00\"}";
        assertEquals(context, create(context, Optional.empty()).task().context().text());
    }

    @Test
    void numbersKeepTheirDigits() {
        String context =
                "{\"user\":{\"email\":\"a@example.com\",\"name\":\"A\",\"plan\":\"free\"},"
                        + "\"numbers\":[0.12345678901234567890123,1.50,1E-999,12345678901234567890]}";
        assertEquals(context, create(context, Optional.empty()).task().context().text());
    }

    @Test
    void aGivenCorrelationIdIsTheTasks() {
        assertEquals(
                "reg_7",
                create(
                                "{\"user\":{\"email\":\"a@example.com\",\"name\":\"A\"},"
                                        + "\"correlation_id\":\"reg_7\"}",
                                Optional.empty())
                        .task()
                        .correlationId());
    }

    @Test
    void anUnknownWorkflowIsRefusedWithTheKnownOnes() {
        Refusal refusal =
                assertThrows(
                        Refusal.class,
                        () ->
                                service.create(
                                        new TaskService.NewTask(
                                                "tests", "nothing", JsonText.EMPTY_OBJECT)));
        assertEquals(Refusal.Reason.UNKNOWN_WORKFLOW, refusal.reason());
        assertTrue(String.valueOf(refusal.getMessage()).contains("tests/register"));
    }

    @Test
    void oneIdentityIsOneTask() {
        String a = "{\"user\":{\"email\":\"a@example.com\",\"name\":\"A\"}}";
        String sameOtherOrder = "{\"user\":{\"name\":\"A\",\"email\":\"a@example.com\"}}";
        String b = "{\"user\":{\"email\":\"a@example.com\",\"name\":\"B\"}}";
        TaskService.Created first = create(a, Optional.of("key"));
        TaskService.Created again = create(sameOtherOrder, Optional.of("key"));
        assertFalse(first.existed());
        assertTrue(again.existed());
        assertEquals(first.task(), again.task());
        assertEquals(1, engine.started.size());
        assertEquals(Refusal.Reason.IDENTITY_REUSED, reason(() -> create(b, Optional.of("key"))));
        assertNotEquals(first.task().id(), create(b, Optional.of("other")).task().id());
    }

    @Test
    void aTaskThatWasStoredButNeverStartedIsStartedByTheSameRequest() {
        String context = "{\"user\":{\"email\":\"a@example.com\",\"name\":\"A\"}}";
        TaskItem task = create(context, Optional.of("key")).task();
        engine.started.clear();
        engine.executions.clear();
        assertTrue(create(context, Optional.of("key")).existed());
        assertEquals(1, engine.started.size());
        assertTrue(engine.started.getFirst().contains(task.id()));
    }

    @Test
    void aFailedTaskIsResumedAsANewRun() {
        TaskItem task = created();
        store.put(task.failed(Failure.last("TaskFailed", null, "no"), clock.instant()));
        engine.executions.put(task.execution(), ExecutionStatus.FAILED);
        TaskItem resumed = service.operations().retry(task.id()).task();
        assertEquals(2, resumed.run());
        assertEquals(task.id() + "-2", resumed.execution());
        assertEquals(TaskStatus.IN_PROGRESS, store.task(task.id()).orElseThrow().status());
        assertTrue(engine.started.getLast().contains("\"run\":2"));
    }

    @Test
    void aTaskThatRunsOrIsCompleteIsNotResumed() {
        TaskItem task = created();
        assertEquals(
                Refusal.Reason.WRONG_STATE, reason(() -> service.operations().retry(task.id())));
        store.put(task.completed(clock.instant()));
        engine.executions.put(task.execution(), ExecutionStatus.SUCCEEDED);
        assertEquals(
                Refusal.Reason.WRONG_STATE, reason(() -> service.operations().retry(task.id())));
        assertEquals(1, engine.started.size());
    }

    @Test
    void aFailedTaskWhoseExecutionStillRunsIsNotResumed() {
        TaskItem task = created();
        store.put(task.failed(Failure.last("TaskFailed", null, "no"), clock.instant()));
        assertEquals(
                Refusal.Reason.WRONG_STATE, reason(() -> service.operations().retry(task.id())));
    }

    @Test
    void anAbandonedTaskIsClosedAndItsRunningStepGivenUpBeforeItIsResumed() {
        TaskItem task = created();
        store.put(
                StepItem.unclaimed(task.id(), "first", 1, clock.instant())
                        .claimed(1, "claim", clock.instant().plusSeconds(30), clock.instant()));
        engine.executions.put(task.execution(), ExecutionStatus.ABANDONED);
        TaskItem resumed = service.operations().retry(task.id()).task();
        assertEquals(2, resumed.run());
        assertEquals(
                StepStatus.ERROR,
                store.read(task.id(), List.of("first")).step("first").orElseThrow().status());
        assertEquals(
                List.of("in_progress", "error", "in_progress"),
                resumed.transitions().entries().stream().map(t -> t.to()).toList());
    }

    @Test
    void aTaskThatWasNeverStartedIsStartedByRetryAsTheSameRun() {
        TaskItem task = created();
        engine.executions.clear();
        assertEquals(1, service.operations().retry(task.id()).task().run());
        assertEquals(2, engine.started.size());
    }

    @Test
    void aTaskIsShownWithTheStepsThatNobodyHasClaimed() {
        TaskItem task = created();
        store.put(
                StepItem.unclaimed(task.id(), "second", 1, clock.instant())
                        .claimed(1, "claim", clock.instant(), clock.instant()));
        assertEquals(
                List.of("first pending", "second in_progress"),
                service.show(task.id()).steps().stream()
                        .map(step -> step.name() + " " + step.status().wireName())
                        .toList());
        assertEquals(Refusal.Reason.UNKNOWN_TASK, reason(() -> service.show("nothing")));
        assertEquals(
                Refusal.Reason.UNKNOWN_TASK, reason(() -> service.operations().retry("nothing")));
    }

    @Test
    void idsOfTasksSortByTime() {
        String first = TaskIds.random(clock.instant());
        String second = TaskIds.random(clock.instant().plusMillis(1));
        assertTrue(first.compareTo(second) < 0);
        assertEquals(7, java.util.UUID.fromString(first).version());
    }
}

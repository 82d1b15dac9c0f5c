package systems.tasker.local.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static systems.tasker.local.stack.Laboratory.step;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import systems.tasker.json.JsonText;
import systems.tasker.service.TaskOperations.Cancelled;
import systems.tasker.service.TaskService.Created;
import systems.tasker.service.TaskView;
import systems.tasker.store.StepItem;
import systems.tasker.store.StepStatus;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskQuery;
import systems.tasker.store.TaskStatus;

/** What a person does about registrations, from the service layer to the services. */
class OperationsTest {
    private static final TaskQuery ANY = TaskQuery.newest(1_000);

    @TempDir private Path folder = Path.of("");
    private Laboratory laboratory;

    @BeforeEach
    void open() {
        laboratory = new Laboratory(folder, () -> 0);
    }

    @AfterEach
    void close() {
        laboratory.close();
    }

    private static Map<String, ?> person(int number) {
        return Map.of(
                "user_info",
                Map.of(
                        "email",
                        "p" + number + "@example.com",
                        "name",
                        "P " + number,
                        "plan",
                        "pro"),
                "billing_info",
                Map.of("payment_method", "card_1"));
    }

    private void awaitStep(TaskItem task, String name, StepStatus status) throws Exception {
        Instant limit = Instant.now().plusSeconds(20);
        while (step(laboratory.tasks().show(task.id()), name).status() != status) {
            assertTrue(Instant.now().isBefore(limit), name + " is never " + status);
            Thread.sleep(20);
        }
    }

    /** Two engines on one file, and four callers of each. */
    @Test
    void callersThatRaceWithOneKeyGetOneTask() throws Exception {
        try (Laboratory other = new Laboratory(folder, () -> 0);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 20; round++) {
                String key = "order-" + round;
                Map<String, ?> context = person(round);
                CountDownLatch go = new CountDownLatch(1);
                List<Future<Created>> answers = new ArrayList<>();
                for (int caller = 0; caller < 8; caller++) {
                    Laboratory asked = caller % 2 == 0 ? laboratory : other;
                    answers.add(
                            callers.submit(
                                    () -> {
                                        go.await();
                                        return asked.create(context, key);
                                    }));
                }
                go.countDown();
                int made = 0;
                Set<String> ids = new HashSet<>();
                for (Future<Created> answer : answers) {
                    made += answer.get().existed() ? 0 : 1;
                    ids.add(answer.get().task().id());
                }
                assertEquals(1, made, key);
                assertEquals(1, ids.size(), key);
                TaskItem task = answers.getFirst().get().task();
                laboratory.ended(task);
                assertEquals(TaskStatus.COMPLETE, other.ended(task).task().status());
            }
            assertEquals(20, laboratory.tasks().list(ANY).size());
        }
        assertEquals(List.of("20"), laboratory.state("SELECT count(*) FROM billing_profiles"));
        assertEquals(20, laboratory.callsOf("billing").size());
    }

    @Test
    void afterAnOutageAllThatFailedIsBroughtToCompletionAndNobodyIsBilledTwice() throws Exception {
        laboratory.fault("billing:503x10000");
        List<TaskItem> started = new ArrayList<>();
        for (int i = 0; i < 47; i++) {
            started.add(laboratory.start(person(i)));
        }
        for (TaskItem task : started) {
            assertEquals(TaskStatus.ERROR, laboratory.ended(task).task().status());
        }
        assertEquals(List.of("0"), laboratory.state("SELECT count(*) FROM billing_profiles"));
        laboratory.heal("billing");
        List<TaskItem> failed = laboratory.operations().search().failed(ANY, Optional.empty());
        assertEquals(47, failed.size());
        List<TaskItem> resumed = new ArrayList<>();
        for (TaskItem task : failed) {
            resumed.add(laboratory.operations().retry(task.id()).task());
        }
        for (TaskItem task : resumed) {
            assertEquals(TaskStatus.COMPLETE, laboratory.ended(task).task().status());
        }
        assertEquals(
                List.of("47 47"),
                laboratory.state("SELECT count(*), count(DISTINCT user_id) FROM billing_profiles"));
        assertEquals(List.of("1"), laboratory.state("SELECT max(count) FROM effects"));
        assertEquals(List.of("47"), laboratory.state("SELECT count(*) FROM users"));
        assertEquals(List.of(), laboratory.operations().search().failed(ANY, Optional.empty()));
    }

    @Test
    void whatIsInFlightWhenAnotherProcessCancelsIsRecordedAndNothingElseBegins() throws Exception {
        laboratory.fault("preferences:delay=3s");
        TaskItem task = laboratory.start(person(1));
        awaitStep(task, "initialize_preferences", StepStatus.IN_PROGRESS);
        awaitStep(task, "setup_billing_profile", StepStatus.COMPLETE);
        try (LocalStack other = LocalStack.open(Laboratory.store(folder))) {
            Cancelled cancelled = other.operations().cancel(task.id(), "wrong plan");
            assertEquals(
                    List.of("initialize_preferences"),
                    cancelled.inFlight().stream().map(StepItem::name).toList());
        }
        laboratory.ended(task);
        laboratory.awaitFunctions();
        TaskView ended = laboratory.tasks().show(task.id());
        assertEquals(TaskStatus.CANCELLED, ended.task().status());
        assertEquals(StepStatus.COMPLETE, step(ended, "initialize_preferences").status());
        assertEquals(StepStatus.CANCELLED, step(ended, "send_welcome_sequence").status());
        assertEquals(List.of("1"), laboratory.state("SELECT count(*) FROM preferences"));
        assertEquals(List.of("0"), laboratory.state("SELECT count(*) FROM messages"));
        TaskView resumed = laboratory.retry(ended);
        assertEquals(TaskStatus.COMPLETE, resumed.task().status());
        assertEquals(List.of("1"), laboratory.state("SELECT count(*) FROM preferences"));
        assertEquals(List.of("1"), laboratory.state("SELECT max(count) FROM effects"));
    }

    @Test
    void aStepThatWasDoneByHandIsNotDoneAgain() throws Exception {
        laboratory.fault("billing:503x10000");
        TaskView failed = laboratory.run(person(1));
        assertEquals(TaskStatus.ERROR, failed.task().status());
        laboratory
                .operations()
                .byHand()
                .resolve(
                        failed.task().id(),
                        "setup_billing_profile",
                        new JsonText("{\"billing_id\":\"b_17\",\"status\":\"active\"}"),
                        "entered by hand");
        TaskView resumed = laboratory.retry(failed);
        assertEquals(TaskStatus.COMPLETE, resumed.task().status());
        assertEquals(StepStatus.RESOLVED_MANUALLY, step(resumed, "setup_billing_profile").status());
        assertEquals(List.of("0"), laboratory.state("SELECT count(*) FROM billing_profiles"));
    }

    @Test
    void whatIsStartedOverHasItsEffectsAgainUnderNewKeys() throws Exception {
        TaskView first = laboratory.run(person(1));
        assertEquals(TaskStatus.COMPLETE, first.task().status());
        TaskItem again =
                laboratory
                        .operations()
                        .startOver(first.task().id(), "send_welcome_sequence", "never arrived")
                        .task();
        TaskView second = laboratory.ended(again);
        assertEquals(TaskStatus.COMPLETE, second.task().status());
        assertEquals(2, step(second, "send_welcome_sequence").generation());
        assertEquals(2, step(second, "update_user_status").generation());
        assertEquals(1, step(second, "create_user_account").generation());
        assertEquals(List.of("2"), laboratory.state("SELECT count(*) FROM messages"));
        assertEquals(List.of("1"), laboratory.state("SELECT count(*) FROM users"));
        assertEquals(List.of("1"), laboratory.state("SELECT max(count) FROM effects"));
    }

    @Test
    void anInterruptedTaskIsFoundAsStuck() throws Exception {
        laboratory.fault("preferences:delay=2s");
        TaskItem task = laboratory.start(person(1));
        awaitStep(task, "initialize_preferences", StepStatus.IN_PROGRESS);
        assertEquals(List.of(), laboratory.operations().search().stuck(ANY, Duration.ZERO));
        laboratory.close();
        laboratory = new Laboratory(folder, () -> 0);
        List<TaskItem> stuck = laboratory.operations().search().stuck(ANY, Duration.ZERO);
        assertEquals(List.of(task.id()), stuck.stream().map(TaskItem::id).toList());
        assertEquals(1, laboratory.operations().search().sweep(Duration.ZERO).size());
        assertEquals(List.of(), laboratory.operations().search().stuck(ANY, Duration.ZERO));
    }
}

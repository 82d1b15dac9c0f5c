package systems.tasker.local.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.json.JsonText;
import systems.tasker.local.store.Execution.StopRequest;
import systems.tasker.testing.MutableClock;

class ExecutionsTest {
    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
    private static final JsonText INPUT = new JsonText("{\"task_id\":\"t\"}");

    @TempDir private Path folder;
    private final MutableClock clock = new MutableClock();
    private SqliteFile file;
    private Executions mine;
    private Executions other;

    @BeforeEach
    void open() {
        file = SqliteFile.open(folder.resolve("tasker.db"));
        mine = new Executions(file, clock);
        other = new Executions(file, clock);
    }

    @AfterEach
    void close() {
        mine.close();
        other.close();
        file.close();
    }

    private boolean begin(Executions by, String name) {
        return by.begin(name, "blog_examples", "user_registration", "t", INPUT);
    }

    private Optional<ExecutionStatus> seenByOther(String name) {
        return other.describe(name);
    }

    @Test
    void oneWhoseEndCouldNotBeNotedCountsAsAbandoned() throws SQLException {
        begin(mine, "x");
        try (Connection outside =
                        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("tasker.db"));
                Statement statement = outside.createStatement()) {
            statement.execute(
                    "CREATE TRIGGER broken BEFORE UPDATE ON executions"
                            + " BEGIN SELECT RAISE(ABORT, 'broken'); END");
            assertThrows(
                    RuntimeException.class,
                    () -> mine.end("x", ExecutionStatus.SUCCEEDED, INPUT, null, null));
            statement.execute("DROP TRIGGER broken");
        }
        assertEquals(Optional.of(ExecutionStatus.ABANDONED), mine.describe("x"));
    }

    @Test
    void anExecutionIsKeptFromItsBeginToItsEnd() {
        assertTrue(other.find("x").isEmpty());
        assertTrue(begin(mine, "x"));
        Execution running =
                new Execution(
                        "x",
                        "blog_examples",
                        "user_registration",
                        "t",
                        INPUT,
                        ExecutionStatus.RUNNING,
                        NOW,
                        null,
                        null,
                        null,
                        null,
                        null);
        assertEquals(Optional.of(running), other.find("x"));
        clock.advance(Duration.ofSeconds(1));
        JsonText output = new JsonText("{\"ok\":true}");
        assertTrue(mine.end("x", ExecutionStatus.SUCCEEDED, output, null, null));
        assertEquals(
                Optional.of(
                        new Execution(
                                "x",
                                "blog_examples",
                                "user_registration",
                                "t",
                                INPUT,
                                ExecutionStatus.SUCCEEDED,
                                NOW,
                                NOW.plusSeconds(1),
                                output,
                                null,
                                null,
                                null)),
                other.find("x"));
    }

    @Test
    void aNameBeginsOnce() {
        assertTrue(begin(mine, "x"));
        assertFalse(begin(mine, "x"));
        assertFalse(begin(other, "x"));
        mine.end("x", ExecutionStatus.FAILED, null, "TaskFailed", "because");
        assertFalse(begin(mine, "x"));
    }

    @Test
    void theFirstEndStands() {
        begin(mine, "x");
        assertTrue(mine.end("x", ExecutionStatus.FAILED, null, "TaskFailed", "because"));
        assertFalse(mine.end("x", ExecutionStatus.SUCCEEDED, INPUT, null, null));
        assertFalse(mine.end("never begun", ExecutionStatus.ABORTED, null, null, null));
        Execution ended = other.find("x").orElseThrow();
        assertEquals(ExecutionStatus.FAILED, ended.status());
        assertEquals("TaskFailed", ended.error());
        assertEquals("because", ended.cause());
    }

    @Test
    void itIsAbandonedWhenTheLeaseIsNotRenewed() {
        begin(mine, "x");
        clock.advance(Executions.LEASE.minusMillis(1));
        assertEquals(Optional.of(ExecutionStatus.RUNNING), seenByOther("x"));
        mine.renew();
        clock.advance(Executions.LEASE.minusMillis(1));
        assertEquals(Optional.of(ExecutionStatus.RUNNING), seenByOther("x"));
        clock.advance(Duration.ofMillis(1));
        assertEquals(Optional.of(ExecutionStatus.ABANDONED), seenByOther("x"));
        assertEquals(Optional.of(ExecutionStatus.RUNNING), mine.describe("x"));
    }

    @Test
    void aLeaseThatIsShortIsRenewedByTheNextBegin() {
        begin(mine, "x");
        clock.advance(Executions.LEASE.minusSeconds(1));
        begin(mine, "y");
        clock.advance(Duration.ofSeconds(2));
        assertEquals(Optional.of(ExecutionStatus.RUNNING), seenByOther("x"));
    }

    @Test
    void itIsAbandonedAtOnceWhenItsProcessIsGoneOrTheNumberIsAnothers() throws Exception {
        Owner self = Owner.here();
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Owner dead = new Owner(self.host(), gone.pid(), self.startedAt(), 1);
        Owner reused = new Owner(self.host(), self.pid(), self.startedAt().minusSeconds(60), 2);
        Owner elsewhere = new Owner("elsewhere", gone.pid(), self.startedAt(), 3);
        Owner alive = new Owner(self.host(), self.pid(), self.startedAt().plusMillis(900), 999);
        for (Owner owner : List.of(dead, reused, elsewhere, alive)) {
            begin(new Executions(file, clock, owner), "by " + owner.engine());
        }
        assertEquals(Optional.of(ExecutionStatus.ABANDONED), seenByOther("by 1"));
        assertEquals(Optional.of(ExecutionStatus.ABANDONED), seenByOther("by 2"));
        assertEquals(Optional.of(ExecutionStatus.RUNNING), seenByOther("by 3"));
        assertEquals(Optional.of(ExecutionStatus.RUNNING), seenByOther("by 999"));
    }

    @Test
    void anEngineThatClosesAbandonsWhatItRunsAndNothingElse() {
        begin(mine, "ended");
        mine.end("ended", ExecutionStatus.SUCCEEDED, INPUT, null, null);
        begin(mine, "x");
        begin(mine, "y");
        begin(other, "z");
        mine.close();
        Executions third = new Executions(file, clock);
        assertEquals(Optional.of(ExecutionStatus.SUCCEEDED), third.describe("ended"));
        assertEquals(Optional.of(ExecutionStatus.ABANDONED), third.describe("x"));
        assertEquals(Optional.of(ExecutionStatus.ABANDONED), third.describe("y"));
        assertEquals(Optional.of(ExecutionStatus.RUNNING), third.describe("z"));
        assertEquals(Optional.of(NOW), third.find("x").map(Execution::stoppedAt));
    }

    @Test
    void aWishToStopReachesTheOwner() {
        begin(mine, "x");
        begin(other, "y");
        assertTrue(other.requestStop("x", "Cancelled", "by someone"));
        assertFalse(other.requestStop("never begun", "Cancelled", "by someone"));
        assertTrue(mine.isStopRequested("x"));
        assertFalse(mine.isStopRequested("y"));
        assertEquals(List.of(new StopRequest("x", "Cancelled", "by someone")), mine.renew());
        assertEquals(List.of(), other.renew());
        mine.end("x", ExecutionStatus.ABORTED, null, "Cancelled", "by someone");
        assertEquals(List.of(), mine.renew());
        assertFalse(mine.isStopRequested("x"));
        assertFalse(other.requestStop("x", "Cancelled", "again"));
    }

    @Test
    void theTimerKeepsTheLeaseAndHandsOverWishes() throws Exception {
        Executions live = new Executions(file, InstantSource.system());
        BlockingQueue<StopRequest> wishes = new LinkedBlockingQueue<>();
        live.keepLease(wishes::add);
        begin(live, "x");
        other.requestStop("x", "Cancelled", "by someone");
        assertEquals(
                new StopRequest("x", "Cancelled", "by someone"), wishes.poll(20, TimeUnit.SECONDS));
        live.close();
        assertEquals(Optional.of(ExecutionStatus.ABANDONED), seenByOther("x"));
    }
}

package systems.tasker.local.store;

import static systems.tasker.local.store.StoredText.orNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.json.Json;
import systems.tasker.json.JsonText;
import systems.tasker.local.store.Execution.StopRequest;
import systems.tasker.store.StoreUnavailable;

/**
 * The executions of one engine and, to look at, those of all others in the file.
 *
 * <p>An engine has one lease for all it runs. An execution counts as running while its engine's
 * lease has not expired and, where that can be seen, its process is alive; else it is {@link
 * ExecutionStatus#ABANDONED}. Beginning and ending are one write each.
 */
public final class Executions implements AutoCloseable {
    /** How long an engine on another host may be silent before it counts as gone. */
    public static final Duration LEASE = Lease.LENGTH;

    /** How often a lease is renewed, and so the time after which a wish to stop is heard. */
    private static final Duration RENEWAL = Duration.ofSeconds(1);

    private static final String BEGIN =
            "INSERT INTO executions"
                    + " (name, namespace, workflow, task_id, input, status, started_at, owner)"
                    + " VALUES (?, ?, ?, ?, ?, 'RUNNING', ?, ?) ON CONFLICT DO NOTHING";

    private static final String END =
            "UPDATE executions SET status = ?, stopped_at = ?, output = ?, error = ?, cause = ?"
                    + " WHERE name = ? AND status = 'RUNNING'";

    private static final String ABANDON =
            "UPDATE executions SET status = 'ABANDONED', stopped_at = ?"
                    + " WHERE name IN (SELECT value FROM json_each(?)) AND status = 'RUNNING'";

    private static final String REQUEST_STOP =
            "UPDATE executions SET stop_error = ?, stop_cause = ?"
                    + " WHERE name = ? AND status = 'RUNNING'";

    private static final String STOP_REQUESTS =
            "SELECT name, stop_error, stop_cause FROM executions"
                    + " WHERE owner = ? AND stop_error IS NOT NULL AND status = 'RUNNING'"
                    + " ORDER BY name";

    private static final String FIND =
            "SELECT e.name, namespace, workflow, task_id, input, status, started_at, stopped_at,"
                    + " output, error, cause, stop_error, stop_cause, e.owner, host, pid,"
                    + " process_started_at, expires_at"
                    + " FROM executions e LEFT JOIN leases l ON l.owner = e.owner"
                    + " WHERE e.name = ?";

    private final SqliteFile file;
    private final InstantSource clock;
    private final Lease lease;
    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("lease").factory());

    /** Executions in a file, for a new engine of this process. */
    public Executions(SqliteFile file, InstantSource clock) {
        this(file, clock, Owner.here());
    }

    Executions(SqliteFile file, InstantSource clock, Owner self) {
        this.file = file;
        this.clock = clock;
        this.lease = new Lease(file, clock, self);
    }

    /**
     * Keeps the lease for as long as something runs, and hands over the wishes to stop it; one that
     * is not followed comes again.
     */
    public void keepLease(Consumer<StopRequest> stop) {
        long period = RENEWAL.toMillis();
        var _ = timer.scheduleAtFixedRate(() -> tick(stop), period, period, TimeUnit.MILLISECONDS);
    }

    private void tick(Consumer<StopRequest> stop) {
        if (running.isEmpty()) {
            return;
        }
        try {
            renew().forEach(stop);
        } catch (StoreUnavailable e) {
            // The next time is soon, and the lease lasts for several of them. Where it does run
            // out, the fence of the task keeps this engine from harm.
        } catch (RuntimeException e) {
            // A bug, to be seen; but the timer would end with it, and with the timer the lease.
            Thread self = Thread.currentThread();
            self.getUncaughtExceptionHandler().uncaughtException(self, e);
        }
    }

    /**
     * Notes that this engine starts an execution.
     *
     * @return false where one of this name was begun before: nothing is changed then
     */
    public boolean begin(
            String name,
            String namespace,
            String workflow,
            @Nullable String taskId,
            JsonText input) {
        if (!running.add(name)) {
            return false;
        }
        boolean begun = false;
        try {
            lease.mustHold();
            begun =
                    file.write(
                                    BEGIN,
                                    name,
                                    namespace,
                                    workflow,
                                    taskId,
                                    input.text(),
                                    UtcText.of(clock.instant()),
                                    lease.owner())
                            == 1;
            return begun;
        } finally {
            if (!begun) {
                running.remove(name);
            }
        }
    }

    /**
     * Notes how an execution ended, whoever ran it.
     *
     * @return false where it does not exist or has ended before: nothing is changed then
     */
    public boolean end(
            String name,
            ExecutionStatus status,
            @Nullable JsonText output,
            @Nullable String error,
            @Nullable String cause) {
        if (status == ExecutionStatus.RUNNING) {
            throw new IllegalArgumentException("RUNNING is not an end");
        }
        try {
            return file.write(
                            END,
                            status.name(),
                            UtcText.of(clock.instant()),
                            orNull(output, JsonText::text),
                            error,
                            cause,
                            name)
                    == 1;
        } finally { // one whose end could not be noted is found as abandoned
            running.remove(name);
        }
    }

    /** The execution of a name, whoever runs or ran it. */
    public Optional<Execution> find(String name) {
        return file.read(session -> session.one(FIND, this::execution, name));
    }

    /** Its status alone. */
    public Optional<ExecutionStatus> describe(String name) {
        return find(name).map(Execution::status);
    }

    /**
     * Asks the engine that runs an execution to stop it; that hears of it within a second or two.
     *
     * @return false where it does not exist or has ended
     */
    public boolean requestStop(String name, String error, String cause) {
        return file.write(REQUEST_STOP, error, cause, name) == 1;
    }

    /** Whether someone asked for the end of an execution that has not ended. */
    public boolean isStopRequested(String name) {
        return find(name)
                .filter(execution -> execution.status() == ExecutionStatus.RUNNING)
                .map(Execution::stopRequest)
                .isPresent();
    }

    /** Renews the lease at once, and gives the wishes to stop executions of this engine. */
    public List<StopRequest> renew() {
        lease.renew();
        return file.read(
                session ->
                        session.query(
                                STOP_REQUESTS,
                                row ->
                                        new StopRequest(
                                                row.getString(1),
                                                row.getString(2),
                                                row.getString(3)),
                                lease.owner()));
    }

    /** Gives up all that this engine still runs, so that another may go on with it at once. */
    public void abandonOwn() {
        List<String> names = running.stream().sorted().toList();
        if (!names.isEmpty()) {
            file.write(ABANDON, UtcText.of(clock.instant()), Json.write(names));
            names.forEach(running::remove);
        }
    }

    /** Abandons what still runs, and the lease with it. The file stays open. */
    @Override
    public void close() {
        timer.shutdownNow();
        abandonOwn();
        lease.giveUp();
    }

    private Execution execution(ResultSet row) throws SQLException {
        ExecutionStatus stored = ExecutionStatus.valueOf(row.getString(6));
        String name = row.getString(1);
        return new Execution(
                name,
                row.getString(2),
                row.getString(3),
                row.getString(4),
                new JsonText(row.getString(5)),
                stored == ExecutionStatus.RUNNING && isAbandoned(name, row)
                        ? ExecutionStatus.ABANDONED
                        : stored,
                UtcText.instant(row.getString(7)),
                orNull(row.getString(8), UtcText::instant),
                orNull(row.getString(9), JsonText::new),
                row.getString(10),
                row.getString(11),
                row.getString(12) == null
                        ? null
                        : new StopRequest(name, row.getString(12), row.getString(13)));
    }

    /** Of one's own no lease is asked: who can ask is alive. */
    private boolean isAbandoned(String name, ResultSet row) throws SQLException {
        return lease.owner().equals(row.getString(14))
                ? !running.contains(name)
                : lease.isOver(row, 15);
    }
}

package systems.tasker.local.bench;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.json.JsonText;
import systems.tasker.local.store.Executions;
import systems.tasker.local.store.SqliteFile;
import systems.tasker.local.store.SqliteTaskStore;
import systems.tasker.store.Annotation;
import systems.tasker.store.StepItem;
import systems.tasker.store.TaskItem;

/** The fifteen writes of a five-step execution, through the store. */
final class StoredExecution implements AutoCloseable {
    private static final List<String> STEPS =
            List.of("create_user", "set_up_billing", "preferences", "send_welcome", "set_status");
    private static final JsonText CONTEXT =
            new JsonText(
                    "{\"user_info\":{\"email\":\"someone@example.com\",\"name\":\"Some One\","
                            + "\"plan\":\"pro\",\"source\":\"web\"},\"correlation_id\":\"reg_1\"}");
    private static final JsonText RESULTS =
            new JsonText(
                    "{\"user_id\":\"user_0123456789\",\"email\":\"someone@example.com\","
                            + "\"created_at\":\"2026-11-25T10:00:00Z\",\"status\":\"created\"}");

    private final SqliteTaskStore store;
    private final Executions executions;

    StoredExecution(Path path) {
        SqliteFile file = SqliteFile.open(path);
        store = new SqliteTaskStore(file);
        executions = new Executions(file, InstantSource.system());
    }

    /** Writes only, to compare with {@link BareSqlite}; or with the reads of the protocol. */
    void execution(String id, boolean withReads) {
        TaskItem task =
                TaskItem.created(
                        id, "bench", "five", "1.0.0", "reg_1", "0123", CONTEXT, STEPS, now());
        must(store.put(task));
        must(executions.begin(id, "bench", "five", id, CONTEXT));
        String before = STEPS.getFirst();
        for (String name : STEPS) {
            if (withReads) {
                must(store.read(id, List.of(name, before)).task() != null);
            }
            StepItem claimed =
                    StepItem.unclaimed(id, name, 1, now())
                            .claimed(1, "0b5e9ff4-8f4e-4b3c", now().plusSeconds(30), now());
            must(store.put(claimed));
            must(store.put(claimed.completed(RESULTS, now())));
            before = name;
        }
        if (withReads) {
            must(store.readAll(id).steps().size() == STEPS.size());
        }
        store.annotate(
                id,
                List.of(
                        new Annotation("plan_type", new JsonText("\"pro\""), now()),
                        new Annotation("timings", RESULTS, now())));
        must(store.put(task.completed(now())));
        must(executions.end(id, ExecutionStatus.SUCCEEDED, CONTEXT, null, null));
    }

    private static Instant now() {
        return Instant.now();
    }

    private static void must(boolean condition) {
        if (!condition) {
            throw new IllegalStateException("the store refused a write");
        }
    }

    @Override
    public void close() {
        executions.close();
        store.close();
    }
}

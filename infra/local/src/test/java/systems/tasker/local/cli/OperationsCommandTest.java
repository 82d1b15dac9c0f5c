package systems.tasker.local.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static systems.tasker.local.cli.Typed.done;
import static systems.tasker.local.cli.Typed.failed;
import static systems.tasker.local.cli.Typed.objects;
import static systems.tasker.local.cli.Typed.wrong;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import systems.tasker.json.JsonObject;
import systems.tasker.local.project.Checkout;

/** Cancel, resolve, skip, retry and what finds the tasks for them, as typed. */
class OperationsCommandTest {
    private static final Path UNPAID =
            Checkout.HOME.resolve(
                    "functions/user-registration/examples/enterprise_without_payment_method.json");

    @TempDir private Path folder = Path.of("");

    private Path store() {
        return folder.resolve("tasker.db");
    }

    private String unpaid() {
        return failed("run", "user_registration", "--input", UNPAID, "--store", store(), "--json")
                .object()
                .text("task_id")
                .orElseThrow();
    }

    private static String status(JsonObject task, String step) {
        return objects(task.value("steps")).stream()
                .filter(each -> each.text("name").orElseThrow().equals(step))
                .map(each -> each.text("status").orElseThrow())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aFailedStepIsResolvedByHandAndTheTaskRetried() {
        String id = unpaid();
        Typed resolved =
                done(
                        "resolve",
                        id,
                        "setup_billing_profile",
                        "--reason",
                        "paid in cash",
                        "--results",
                        "{\"billing_id\":\"b_1\"}",
                        "--store",
                        store());
        assertTrue(resolved.out().contains("resolved_manually"), resolved.out());
        JsonObject task = done("retry", id, "--store", store(), "--json").object();
        assertEquals("complete", task.text("status").orElseThrow());
        assertEquals("resolved_manually", status(task, "setup_billing_profile"));
        assertTrue(done("show", id, "--store", store()).out().contains("paid in cash"));
        JsonObject again =
                done("retry", id, "--from", "send_welcome_sequence", "--store", store(), "--json")
                        .object();
        assertEquals(3, again.number("run").orElseThrow().intValue());
    }

    @Test
    void aFailedTaskIsCancelledForGood() {
        String id = unpaid();
        JsonObject cancelled = done("cancel", id, "--store", store(), "--json").object();
        assertEquals("cancelled", cancelled.text("status").orElseThrow());
        assertEquals(
                List.of("create_user_account", "initialize_preferences"), cancelled.value("done"));
        assertEquals(List.of(), cancelled.value("in_flight"));
        assertTrue(
                done("retry", "--failed", "--store", store()).out().contains("No task to retry"));
    }

    @Test
    void allThatFailedIsRetriedByErrorCode() {
        String id = unpaid();
        assertTrue(
                done("retry", "--failed", "--error-code", "OTHER", "--store", store())
                        .out()
                        .contains("No task to retry. Others failed with: PAYMENT_REQUIRED."));
        JsonObject retried =
                failed(
                                "retry",
                                "--failed",
                                "--since",
                                "1h",
                                "--error-code",
                                "PAYMENT_REQUIRED",
                                "--store",
                                store(),
                                "--json")
                        .object();
        assertEquals(List.of(id), retried.value("failed"));
        assertEquals(List.of(), retried.value("complete"));
        unpaid();
        String some = failed("retry", "--failed", "--limit", "1", "--store", store()).out();
        assertTrue(some.startsWith("1 task to retry, of 2: the oldest first.\n" + id), some);
    }

    @Test
    void oneKeyCreatesOneTask() {
        Object[] run = {
            "run", "user_registration", "--idempotency-key", "k1", "--store", store(), "--json"
        };
        assertEquals(done(run).object().text("task_id"), done(run).object().text("task_id"));
        Typed reused =
                failed(
                        "run",
                        "user_registration",
                        "--input",
                        UNPAID,
                        "--idempotency-key",
                        "k1",
                        "--store",
                        store());
        assertTrue(reused.err().contains("another context"), reused.err());
        assertEquals(1, objects(done("tasks", "--store", store(), "--json").json()).size());
    }

    @Test
    void whatMayNotBeSkippedIsRefusedWithWhatIsPossible() {
        String id = unpaid();
        Typed skip =
                failed("skip", id, "setup_billing_profile", "--reason", "x", "--store", store());
        assertTrue(skip.err().contains("tasker resolve"), skip.err());
        Typed bypass =
                failed(
                        "run",
                        "user_registration",
                        "--bypass",
                        "send_welcome_sequence",
                        "--bypass",
                        "nothing",
                        "--store",
                        store());
        assertTrue(bypass.err().contains("/bypass_steps/0"), bypass.err());
        assertTrue(bypass.err().contains("/bypass_steps/1"), bypass.err());
        assertEquals(1, objects(done("tasks", "--store", store(), "--json").json()).size());
    }

    @Test
    void wrongUsageIsAnsweredWithWhatIsRight() {
        assertTrue(wrong("retry").err().contains("--failed"));
        assertTrue(wrong("retry", "id", "--failed").err().contains("TASK_ID"));
        assertTrue(wrong("retry", "id", "--since", "1h").err().contains("--failed"));
        assertTrue(wrong("retry", "--failed", "--since", "soon").err().contains("30m"));
        assertTrue(wrong("retry", "id", "--reason", "x").err().contains("goes with --from"));
        assertTrue(wrong("retry", "--failed", "--rate", "0").err().contains("--rate"));
        assertTrue(wrong("retry", "--failed", "--from", "a").err().contains("TASK_ID"));
        assertTrue(wrong("resolve", "id", "step").err().contains("--reason"));
        assertTrue(failed("cancel", "id", "--store", store()).err().contains("no store"));
    }

    @Test
    void nothingIsStuckWhereEverythingHasEnded() {
        unpaid();
        assertTrue(
                done("tasks", "--stuck", "--store", store())
                        .out()
                        .startsWith("No task is like that."));
    }
}

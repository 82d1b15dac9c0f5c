package systems.tasker.local.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import systems.tasker.json.JsonText;
import systems.tasker.store.Failure;
import systems.tasker.store.StepItem;

/** The times of steps, where an hour lies between two runs of the task. */
class SpanTest {
    private static final Instant FIRST_RUN = Instant.parse("2026-01-01T10:00:00Z");
    private static final Instant SECOND_RUN = FIRST_RUN.plus(Duration.ofHours(1));

    private static StepItem claimed(StepItem step, int run, Instant now) {
        return step.claimed(run, "claim " + now, now.plusSeconds(30), now);
    }

    private static StepItem before(String name) {
        return claimed(StepItem.unclaimed("task", name, 1, FIRST_RUN), 1, FIRST_RUN)
                .completed(JsonText.EMPTY_OBJECT, FIRST_RUN.plusMillis(500));
    }

    /** Fails in the first run, and once more in the second one, where it took 12 s. */
    private static StepItem retried() {
        Failure failure = Failure.last("RetryableError", null, "no");
        StepItem failed =
                claimed(StepItem.unclaimed("task", "retried", 1, FIRST_RUN), 1, FIRST_RUN)
                        .failed(failure, FIRST_RUN.plusMillis(250));
        StepItem again = claimed(failed, 2, SECOND_RUN).failed(failure, SECOND_RUN.plusMillis(100));
        return claimed(again, 2, SECOND_RUN.plusMillis(1_100))
                .completed(JsonText.EMPTY_OBJECT, SECOND_RUN.plusMillis(12_000));
    }

    @Test
    void itIsOfTheAttemptsOfTheLastRunWithTheWaitsBetweenThem() {
        assertEquals(
                Optional.of(new Span(SECOND_RUN, SECOND_RUN.plusMillis(12_000))),
                Span.of(retried(), Instant.MAX));
        assertEquals(
                Optional.empty(),
                Span.of(StepItem.unclaimed("task", "a", 1, FIRST_RUN), Instant.MAX));
    }

    @Test
    void whatAPersonDoesAboutAStepLaterIsNoneOfItsTime() {
        StepItem failed =
                claimed(StepItem.unclaimed("task", "a", 1, FIRST_RUN), 1, FIRST_RUN)
                        .failed(
                                Failure.last("PermanentError", null, "no"),
                                FIRST_RUN.plusMillis(250));
        assertEquals(
                Optional.of(new Span(FIRST_RUN, FIRST_RUN.plusMillis(250))),
                Span.of(
                        failed.resolved(JsonText.EMPTY_OBJECT, "by phone", SECOND_RUN),
                        SECOND_RUN));
    }

    private static Console console(StringWriter out) {
        return new Console(new PrintWriter(out), new PrintWriter(Writer.nullWriter()), false);
    }

    @Test
    void theTableHasTheAxisOfTheLastRun() {
        assertEquals(
                List.of(
                        "  ✓ early    complete, run 1             0.500 s",
                        "  ✓ retried  complete, attempt 3         12.000 s   " + "━".repeat(28)),
                new StepTable(console(new StringWriter()))
                        .lines(List.of(before("early"), retried()), SECOND_RUN));
    }

    @Test
    void aLineSaysThatItsTimeIsOfThisRun() {
        StringWriter out = new StringWriter();
        new PlainLines(console(out)).changed(retried());
        assertTrue(
                out.toString().endsWith("complete after 3 attempts, 12.000 s in this run\n"),
                out.toString());
    }
}

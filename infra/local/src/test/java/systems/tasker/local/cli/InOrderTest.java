package systems.tasker.local.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import systems.tasker.json.JsonText;
import systems.tasker.store.StepItem;
import systems.tasker.store.TaskItem;

class InOrderTest {
    private static final Instant BEGIN = Instant.parse("2026-01-01T10:00:00Z");

    private final List<String> shown = new ArrayList<>();

    private final Progress recorded =
            new Progress() {
                @Override
                public void started(TaskItem task, Iterable<StepItem> steps) {
                    shown.add("task");
                }

                @Override
                public void changed(StepItem step) {
                    shown.add(step.name());
                }

                @Override
                public void close() {
                    shown.add("end");
                }
            };

    private static StepItem step(String name, int run, int milliseconds) {
        Instant now = BEGIN.plusMillis(milliseconds);
        return StepItem.unclaimed("task", name, run, BEGIN).claimed(run, name, now, now);
    }

    @Test
    void changesAreShownByTheirTimeWheneverTheyAreTold() {
        try (InOrder progress = new InOrder(recorded)) {
            progress.changed(step("second", 1, 20));
            progress.changed(step("before", 0, 5));
            progress.changed(step("first", 1, 10));
            assertEquals(List.of(), shown);
            progress.started(
                    TaskItem.created(
                            "task",
                            "tests",
                            "order",
                            "1.0.0",
                            "correlation",
                            "fingerprint",
                            JsonText.EMPTY_OBJECT,
                            List.of("first", "second", "last"),
                            BEGIN),
                    List.of());
            Instant soon = Instant.now().plusSeconds(60);
            progress.changed(
                    StepItem.unclaimed("task", "last", 1, BEGIN).claimed(1, "claim", soon, soon));
        }
        assertEquals(List.of("task", "first", "second", "last", "end"), shown);
    }
}

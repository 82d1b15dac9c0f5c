package systems.tasker.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import systems.tasker.json.JsonText;

/** The tables of legal transitions, in full: whoever changes one changes what a trail may say. */
class StatusesTest {
    private static final Instant NOW = Instant.parse("2026-01-31T08:00:00Z");

    @Test
    void theseTransitionsOfAStepAreLegalAndNoOthers() {
        Map<String, String> legal = new TreeMap<>();
        for (StepStatus from : StepStatus.values()) {
            legal.put(
                    from.wireName(),
                    Arrays.stream(StepStatus.values())
                            .filter(from::mayBecome)
                            .map(StepStatus::wireName)
                            .collect(Collectors.joining(" ")));
        }
        String settled = "cancelled resolved_manually skipped";
        assertEquals(
                new TreeMap<>(
                        Map.of(
                                "pending",
                                "in_progress error blocked " + settled,
                                "in_progress",
                                "in_progress complete error",
                                "complete",
                                "pending",
                                "error",
                                "pending in_progress error blocked " + settled,
                                "blocked",
                                "pending in_progress error blocked " + settled,
                                "cancelled",
                                "pending in_progress error blocked resolved_manually skipped",
                                "resolved_manually",
                                "pending",
                                "skipped",
                                "pending")),
                legal);
    }

    @Test
    void theseTransitionsOfATaskAreLegalAndNoOthers() {
        Map<String, String> legal = new TreeMap<>();
        for (TaskStatus from : TaskStatus.values()) {
            legal.put(
                    from.wireName(),
                    Arrays.stream(TaskStatus.values())
                            .filter(from::mayBecome)
                            .map(TaskStatus::wireName)
                            .collect(Collectors.joining(" ")));
        }
        assertEquals(
                new TreeMap<>(
                        Map.of(
                                "pending", "in_progress cancelled",
                                "in_progress", "complete error cancelled",
                                "complete", "in_progress",
                                "error", "in_progress cancelled resolved_manually",
                                "cancelled", "in_progress",
                                "resolved_manually", "in_progress")),
                legal);
    }

    @Test
    void noItemIsMadeThatAnIllegalTransitionWouldLeadTo() {
        StepItem pending = StepItem.unclaimed("t", "a", 1, NOW);
        assertThrows(
                IllegalStateException.class, () -> pending.completed(JsonText.EMPTY_OBJECT, NOW));
        TaskItem complete =
                TaskItem.created(
                                "t", "n", "w", "1", "c", "f", JsonText.EMPTY_OBJECT, List.of(), NOW)
                        .completed(NOW);
        assertThrows(IllegalStateException.class, () -> complete.cancelled("no", NOW));
    }
}

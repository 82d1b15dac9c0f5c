package systems.tasker.compiler.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import systems.tasker.asl.Branch;
import systems.tasker.asl.Retrier;
import systems.tasker.asl.State;
import systems.tasker.asl.StateMachine;
import systems.tasker.asl.Template;
import systems.tasker.compiler.Compiler;

final class FiguresTest {
    private static Figures figures(String template) {
        return Figures.of(
                new Compiler()
                        .compile("t.yaml", template)
                        .workflow()
                        .orElseThrow(() -> new AssertionError(template))
                        .machine());
    }

    private static String template(String steps) {
        return "name: t\nnamespace_name: n\nstep_templates:\n" + steps;
    }

    private static String step(String name, String dependencies, int limit) {
        return "  - {name: %s, handler_class: H, default_retry_limit: %d, depends_on_steps: [%s]}\n"
                .formatted(name, limit, dependencies);
    }

    @Test
    void aTaskIsFiveEventsAndTheExecutionTwo() {
        Figures figures = figures(template(step("a", "", 0)));
        assertEquals(2, figures.transitions());
        assertEquals(2 + 5 + 5, figures.historyEvents());
    }

    /**
     * Step: 1 and 6 retries for the service; its wait; then all of it again for each of 2 retries.
     * Recorder: 1 and 12 retries. Finalize: 1, 6 for the service and 6 more; Fail.
     */
    @Test
    void theWorstCaseUsesEveryRetryOfEveryStateOnTheWay() {
        Figures figures = figures(template(step("a", "", 2)));
        long step = 3 * 7 + 2;
        long recorder = 13;
        long end = 13 + 1;
        assertEquals(step + recorder + end, figures.worstTransitions());
        long stepEvents = 3 * (2 + 7 * 3) + 2 * 2;
        long recorderEvents = 2 + 13 * 3;
        long endEvents = 2 + 13 * 3 + 1;
        assertEquals(2 + stepEvents + recorderEvents + endEvents, figures.worstHistoryEvents());
    }

    @Test
    void userRegistrationTakesSevenTransitions() throws IOException {
        Figures figures =
                figures(
                        Files.readString(
                                Path.of(
                                        "src/test/resources/cases/user-registration/template.yaml")));
        assertEquals(7, figures.transitions());
        assertEquals(2 + 6 * 5 + 4, figures.historyEvents());
    }

    /** Four steps, a Parallel, a gate, Finalize; a gate has one event more than a step. */
    @Test
    void theNTakesAParallelAndAGateMoreThanItsSteps() {
        Figures figures =
                figures(
                        template(
                                step("a", "", 3)
                                        + step("b", "", 3)
                                        + step("c", "a", 3)
                                        + step("d", "a, b", 3)));
        assertEquals(4 + 1 + 1 + 1, figures.transitions());
        assertEquals(2 + 5 * 5 + 4 + 6, figures.historyEvents());
    }

    @Test
    void aChainOfTenThousandStatesIsCountedWithoutDeepRecursion() {
        SequencedMap<String, State> states = new LinkedHashMap<>();
        for (int i = 0; i < 10_000; i++) {
            states.put("s" + i, task(i == 9_999 ? null : "s" + (i + 1)));
        }
        Figures figures = Figures.of(new StateMachine(null, null, new Branch("s0", states)));
        assertEquals(new Figures(10_000, 40_000, 50_002, 140_002), figures);
    }

    @Test
    void aCircleIsRefused() {
        SequencedMap<String, State> states = new LinkedHashMap<>();
        states.put("a", task("b"));
        states.put("b", task("a"));
        StateMachine machine = new StateMachine(null, null, new Branch("a", states));
        assertThrows(IllegalArgumentException.class, () -> Figures.of(machine));
    }

    /** A retrier without MaxAttempts retries three times. */
    private static State task(@Nullable String next) {
        return new State.Task(
                null,
                "arn:aws:states:::lambda:invoke",
                null,
                null,
                null,
                List.of(new Retrier(List.of("States.ALL"), null, null, null, null, false)),
                List.of(),
                new LinkedHashMap<String, Template>(),
                null,
                next);
    }
}

package systems.tasker.protocol.explorer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No interleaving leaves a gate closed or opens it too early. Each scenario is explored to the end;
 * the larger ones only with {@code -Dthorough=true}.
 */
final class ExplorerTest {
    private static final Chances NOTHING = Chances.NONE;
    private static final Scenario TWO =
            Scenario.of("left", "right", "[left right] join<left,right");
    private static final Scenario THREE = Scenario.of("a", "b", "c", "[a b c] d<a,b,c");
    private static final Scenario SHARING =
            Scenario.of("a", "b", "c", "[a b] d<a,b", "[b c] e<b,c");
    private static final Scenario BELOW_A_FAILURE =
            Scenario.of("left", "root right<root", "[left right] join<left,right").failing("root");

    private static BigInteger schedules = BigInteger.ZERO;
    private static int states;

    record Case(String name, Scenario scenario) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> explored() {
        return Boolean.getBoolean("thorough") ? Stream.concat(cases(), thoroughCases()) : cases();
    }

    private static Stream<Case> cases() {
        return Stream.of(
                new Case("two predecessors", TWO),
                new Case(
                        "two predecessors and their gate die once each",
                        TWO.with(NOTHING.withCrashes("left", "right", "gate: join"))),
                new Case(
                        "the step behind the gate and Finalize die once each",
                        TWO.with(NOTHING.withCrashes("join", "Finalize"))),
                new Case("an invocation made twice", TWO.with(NOTHING.withDuplicates(1))),
                new Case(
                        "a predecessor that fails for good, and dies, as does its recorder",
                        TWO.failing("right")
                                .with(NOTHING.withCrashes("right", "failed: right", "gate: join"))),
                new Case(
                        "a predecessor that fails once",
                        TWO.flaky("right").with(NOTHING.withCrashes("right", "gate: join"))),
                new Case(
                        "a predecessor whose budget ends",
                        TWO.flaky("right")
                                .retryLimit(0)
                                .with(NOTHING.withCrashes("left", "right", "failed: right"))),
                new Case(
                        "a predecessor that is blocked",
                        BELOW_A_FAILURE.with(NOTHING.withCrashes("left", "right", "gate: join"))),
                new Case("three predecessors", THREE),
                new Case(
                        "three predecessors, of which one dies",
                        THREE.with(NOTHING.withCrashes("a"))),
                new Case("two gates that share a predecessor", SHARING),
                new Case(
                        "two gates that share a predecessor, which dies",
                        SHARING.with(NOTHING.withCrashes("b"))),
                new Case(
                        "a task that is resumed after a failure",
                        TWO.failing("right")
                                .with(
                                        NOTHING.withResumes(1)
                                                .withCrashes("right", "failed: right"))),
                new Case(
                        "a task that is resumed below a failure",
                        BELOW_A_FAILURE.with(NOTHING.withResumes(1).withCrashes("right"))),
                new Case(
                        "a task that is stopped at any moment and resumed",
                        TWO.with(NOTHING.withStops(1))));
    }

    private static Stream<Case> thoroughCases() {
        return Stream.of(
                new Case(
                        "every function dies once",
                        TWO.with(
                                NOTHING.withCrashes(
                                        "left", "right", "gate: join", "join", "Finalize"))),
                new Case("two invocations made twice", TWO.with(NOTHING.withDuplicates(2))),
                new Case(
                        "a predecessor that fails once, and all die",
                        TWO.flaky("right")
                                .with(
                                        NOTHING.withCrashes(
                                                "left", "right", "failed: right", "gate: join"))),
                new Case(
                        "three predecessors, of which one dies, and the gate",
                        THREE.with(NOTHING.withCrashes("a", "gate: d"))),
                new Case(
                        "two gates that share a predecessor, which dies, and a gate",
                        SHARING.with(NOTHING.withCrashes("b", "gate: d"))),
                new Case(
                        "a task that is stopped while a predecessor fails",
                        TWO.failing("right").with(NOTHING.withStops(1))),
                new Case(
                        "a task that is stopped while a predecessor dies",
                        TWO.with(NOTHING.withStops(1).withCrashes("left"))));
    }

    private static Report explore(String name, Scenario scenario) {
        Report report = Explorer.explore(scenario);
        System.out.println(name + ": " + report);
        return report;
    }

    @ParameterizedTest
    @MethodSource("explored")
    void noGateStaysClosedOrOpensTooEarly(Case explored) {
        Report report = explore(explored.name(), explored.scenario());
        assertEquals(List.of(), report.stuck());
        assertEquals(List.of(), report.early());
        assertEquals(List.of(), report.late());
        schedules = schedules.add(report.schedules());
        states += report.states();
    }

    @AfterAll
    static void sum() {
        System.out.printf("In all: %,d schedules, %,d states%n", schedules, states);
    }

    /**
     * A registration that is an hour late puts its old token in the place of the new one. Then the
     * gate opens one time-out later.
     */
    @Test
    void aTimeOutAtAnyMomentCostsAtMostAnotherTimeOut() {
        Report report = explore("a time-out", TWO.with(NOTHING.withTimeOuts(1)));
        assertEquals(List.of(), report.stuck());
        assertEquals(List.of(), report.early());
    }

    @Test
    void aGateThatJudgesByWhatItReadBeforeItWroteIsCaught() {
        Report report = explore("read, then register", TWO.with(Flaw.READ_THEN_REGISTER));
        assertFalse(report.late().isEmpty());
    }

    @Test
    void aReplayThatDoesNotNotifyIsCaught() {
        Scenario flawed = TWO.with(NOTHING.withCrashes("left")).with(Flaw.SILENT_REPLAY);
        Report healed = explore("a silent replay", flawed);
        assertFalse(healed.late().isEmpty());
        assertEquals(List.of(), healed.stuck());
        Report report = explore("a silent replay, not healed", flawed.withoutHealing());
        assertFalse(report.stuck().isEmpty());
    }

    @Test
    void gatesThatRunsShareAreCaught() {
        Report report =
                explore(
                        "gates that runs share",
                        TWO.failing("right")
                                .with(NOTHING.withResumes(1))
                                .with(Flaw.RUNS_SHARE_GATES));
        assertFalse(report.early().isEmpty());
    }
}

package systems.tasker.compiler.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import systems.tasker.asl.StateMachineWriter;
import systems.tasker.compiler.CompiledWorkflow;
import systems.tasker.compiler.figures.Figures;

final class ExplanationTest {
    private static Explanation explained(CompiledWorkflow workflow) {
        return Explanation.of(workflow, step -> 1, Explanation.LIST_PRICE);
    }

    @Test
    void userRegistrationIsSevenTransitionsInFourLevels() {
        CompiledWorkflow workflow = Compiled.userRegistration();
        Explanation explanation = explained(workflow);
        assertEquals(new Figures(7, 245, 36, 772), explanation.figures());
        assertEquals(
                List.of(
                        List.of("create_user_account"),
                        List.of("setup_billing_profile", "initialize_preferences"),
                        List.of("send_welcome_sequence"),
                        List.of("update_user_status")),
                explanation.levels());
        assertEquals(List.of(), explanation.gates());
        assertEquals(new BigDecimal("175.00"), explanation.costOfMillion());
        assertEquals(new BigDecimal("6125.00"), explanation.worstCostOfMillion());
        assertEquals(
                StateMachineWriter.compact(workflow.machine()).length(),
                explanation.compactBytes());
        assertTrue(explanation.bytes() > explanation.compactBytes());
        assertTrue(explanation.deployedBytes() > explanation.compactBytes());
        assertEquals(4, explanation.times().exact());
        assertEquals(4, explanation.times().levelByLevel());
        assertEquals(5, explanation.times().oneByOne());
    }

    @Test
    void theNNeedsAGateAndSaysWhy() {
        Explanation explanation = explained(Compiled.n());
        assertEquals(7, explanation.figures().transitions());
        assertEquals(
                List.of(
                        new GateReason(
                                List.of("d"),
                                List.of("a", "b"),
                                Optional.of(new GateReason.N("b", "a", "d", "c")))),
                explanation.gates());
        assertEquals(
                "`d` needs `a` and `b`, but `c` needs `a` and not `b`.",
                explanation.gates().getFirst().n().orElseThrow().sentence());
    }

    @Test
    void customerAnalyticsIsTenTransitionsAndFasterThanLevelByLevel() {
        Map<String, Double> seconds =
                Map.of(
                        "extract_users", 1.0,
                        "extract_orders", 1.0,
                        "extract_products", 10.0,
                        "transform_customer_metrics", 10.0,
                        "transform_product_metrics", 1.0,
                        "join", 1.0);
        Explanation explanation =
                Explanation.of(
                        Compiled.customerAnalytics(),
                        step -> seconds.getOrDefault(step, 0.0),
                        new BigDecimal("27.90"));
        assertEquals(10, explanation.figures().transitions());
        assertEquals(9, explanation.levelTransitions());
        assertEquals(new BigDecimal("279.00"), explanation.costOfMillion());
        assertEquals(1, explanation.gates().size());
        assertEquals(12, explanation.times().exact());
        assertEquals(21, explanation.times().levelByLevel());
        assertEquals(24, explanation.times().oneByOne());
        assertEquals(
                List.of("extract_users", "transform_customer_metrics", "join"),
                explanation.times().criticalPath());
    }

    /** The four steps are an N indeed, for every gate of many random workflows. */
    @Test
    void everyGateHasItsReason() {
        int gates = 0;
        for (int seed = 1; seed <= 60; seed++) {
            CompiledWorkflow workflow = Compiled.of(RandomTemplates.yaml(24, seed));
            StepOrder order = StepOrder.of(workflow.template());
            for (GateReason gate : explained(workflow).gates()) {
                GateReason.N n = gate.n().orElseThrow();
                gates++;
                assertTrue(gate.steps().contains(n.behind()), n.toString());
                assertTrue(order.precedes(n.own(), n.behind()), n.toString());
                assertTrue(order.precedes(n.shared(), n.behind()), n.toString());
                assertTrue(order.precedes(n.shared(), n.other()), n.toString());
                assertFalse(order.precedes(n.own(), n.other()), n.toString());
                for (List<String> apart :
                        List.of(List.of(n.own(), n.shared()), List.of(n.behind(), n.other()))) {
                    String one = apart.getFirst();
                    String other = apart.getLast();
                    assertFalse(order.precedes(one, other) || order.precedes(other, one));
                }
            }
        }
        assertTrue(gates > 50, gates + " gates");
    }

    @Test
    void theCriticalPathIsAChainThatTakesAsLongAsItIsSaid() {
        for (int seed = 1; seed <= 20; seed++) {
            CompiledWorkflow workflow = Compiled.of(RandomTemplates.yaml(30, seed));
            StepOrder order = StepOrder.of(workflow.template());
            Times times = Times.of(order, step -> 1 + step.hashCode() % 7 / 8.0);
            List<String> path = new ArrayList<>(times.criticalPath());
            double sum = 0;
            for (int i = 0; i < path.size(); i++) {
                sum += times.durations().getOrDefault(path.get(i), 0.0);
                assertTrue(i == 0 || order.precedes(path.get(i - 1), path.get(i)));
            }
            assertEquals(times.exact(), sum, 1e-6);
            assertTrue(times.exact() <= times.levelByLevel() + 1e-6);
            assertTrue(times.levelByLevel() <= times.oneByOne() + 1e-6);
        }
    }

    @Test
    void theJsonHoldsAllOfIt() {
        assertEquals(
                List.of(
                        "namespace",
                        "name",
                        "version",
                        "steps",
                        "plan",
                        "levels",
                        "gates",
                        "transitions",
                        "worst_transitions",
                        "level_by_level_transitions",
                        "history_events",
                        "worst_history_events",
                        "bytes",
                        "compact_bytes",
                        "deployed_bytes",
                        "usd_per_million_transitions",
                        "usd_per_million_runs",
                        "worst_usd_per_million_runs",
                        "durations_seconds",
                        "critical_path",
                        "critical_path_seconds",
                        "level_by_level_seconds",
                        "one_by_one_seconds"),
                List.copyOf(explained(Compiled.n()).json().sequencedKeySet()));
        assertEquals(
                "{sequence=[{step=create_user_account}, {parallel=[{step=setup_billing_profile},"
                        + " {step=initialize_preferences}]}, {step=send_welcome_sequence},"
                        + " {step=update_user_status}]}",
                String.valueOf(explained(Compiled.userRegistration()).json().get("plan")));
    }
}

package systems.tasker.compiler.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import systems.tasker.compiler.CompiledWorkflow;
import systems.tasker.compiler.Golden;
import systems.tasker.compiler.drawing.Drawing;
import systems.tasker.compiler.drawing.Graph;
import systems.tasker.compiler.drawing.Node;

final class PicturesTest {
    private static Pictures pictures(CompiledWorkflow workflow) {
        return new Pictures(workflow.template(), Map.of());
    }

    private static void checkGolden(String name, CompiledWorkflow workflow) {
        Pictures pictures = pictures(workflow);
        Path folder = Golden.RESOURCES.resolve("pictures");
        Golden.check(folder.resolve(name + ".svg"), Drawing.svg(pictures.declared()));
        Golden.check(
                folder.resolve(name + "-machine.svg"),
                Drawing.svg(pictures.machine(workflow.plan())));
        Golden.check(folder.resolve(name + ".mmd"), Drawing.mermaid(pictures.declared()));
        Golden.check(
                folder.resolve(name + "-machine.mmd"),
                Drawing.mermaid(pictures.machine(workflow.plan())));
    }

    @Test
    void userRegistrationLooksAsItDid() {
        checkGolden("user-registration", Compiled.userRegistration());
    }

    @Test
    void theNLooksAsItDid() {
        checkGolden("n", Compiled.n());
    }

    @Test
    void arrowsThatFollowFromOthersAreImplied() {
        Graph graph = pictures(Compiled.ofSteps("shortcut", "a:", "b: a", "c: a, b")).declared();
        assertEquals(
                List.of(false, true, false),
                graph.edges().stream().map(Graph.Edge::implied).toList());
    }

    @Test
    void stepsHaveTheStatusGiven() {
        CompiledWorkflow workflow = Compiled.n();
        Graph graph = new Pictures(workflow.template(), Map.of("b", Node.Status.ERROR)).declared();
        List<Node> withStatus =
                graph.nodes().stream().filter(node -> node.status().isPresent()).toList();
        assertEquals(List.of("b"), withStatus.stream().map(Node::label).toList());
        assertTrue(
                Drawing.svg(graph)
                        .contains(
                                "<g class=\"step error\" data-step=\"b\"><title>b: error</title>"));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 60, 280})
    void randomWorkflowsOfAnySizeAreDrawn(int size) {
        CompiledWorkflow workflow = Compiled.of(RandomTemplates.yaml(size, 7));
        Pictures pictures = pictures(workflow);
        for (String svg :
                List.of(
                        Drawing.svg(pictures.declared()),
                        Drawing.svg(pictures.machine(workflow.plan())))) {
            for (String step : workflow.steps()) {
                assertTrue(svg.contains("<title>" + step + "</title>"), step);
            }
        }
    }
}

package systems.tasker.compiler.drawing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import systems.tasker.compiler.drawing.Picture.Spot;

final class LayeredLayoutTest {
    private static final SequencedMap<String, Graph> GRAPHS = Graphs.all();

    private static Graph graph(String name) {
        Graph graph = GRAPHS.get(name);
        assertTrue(graph != null, name);
        return graph;
    }

    @Test
    void nothingOverlapsEveryLineLeadsDownAndAroundBoxesAndAllIsInView() {
        GRAPHS.forEach((name, graph) -> Seen.check(name, LayeredLayout.picture(graph)));
    }

    @Test
    void theSameGraphGivesTheSameBytes() {
        GRAPHS.forEach((name, graph) -> assertEquals(Drawing.svg(graph), Drawing.svg(graph), name));
    }

    /** The least number there can be, where it is known; otherwise what was once reached. */
    @Test
    void linesCrossNoOftenerThanTheyShould() {
        for (String planar : List.of("chain", "diamond", "n", "w", "analytics", "grid", "tree")) {
            assertEquals(0, crossings(graph(planar)), planar);
        }
        assertEquals(9, crossings(graph("bipartite")));
        assertEquals(0, crossings(graph("fan")));
        assertAtMost(8, "random 20 seed 1");
        assertAtMost(107, "random 60 seed 1");
    }

    private static void assertAtMost(long bound, String name) {
        long crossings = crossings(graph(name));
        assertTrue(crossings <= bound, name + ": " + crossings);
    }

    private static long crossings(Graph graph) {
        List<String> ids = graph.nodes().stream().map(Node::id).toList();
        List<Layers.Arrow> arrows = new ArrayList<>();
        for (Graph.Edge edge : graph.edges()) {
            arrows.add(
                    new Layers.Arrow(
                            ids.indexOf(edge.from()), ids.indexOf(edge.to()), edge.implied()));
        }
        Layers layers = new Layers(ids.size(), Ranking.of(ids.size(), arrows), arrows);
        Ordering.reduceCrossings(layers);
        return layers.crossings();
    }

    @Test
    void aNodeStandsAboveTheMiddleOfWhatItLeadsTo() {
        List<Spot> spots = LayeredLayout.picture(graph("diamond")).spots();
        assertEquals(spots.get(0).centre(), spots.get(3).centre());
        assertEquals(spots.get(0).centre(), (spots.get(1).centre() + spots.get(2).centre()) / 2);
        assertEquals(spots.get(1).y(), spots.get(2).y());
    }

    @Test
    void aLongArrowIsStraightBetweenItsEnds() {
        Picture picture = LayeredLayout.picture(Graphs.of("a b c d", "a>b b>c c>d a~d"));
        List<Picture.Point> points = picture.lines().getLast().points();
        assertEquals(6, points.size());
        for (int i = 2; i < 5; i++) {
            assertEquals(points.get(1).x(), points.get(i).x());
        }
    }

    @Test
    void manyPiecesStandOnShelvesRatherThanInOneRow() {
        StringBuilder names = new StringBuilder("s0");
        for (int i = 1; i < 40; i++) {
            names.append(" s").append(i);
        }
        Picture picture = LayeredLayout.picture(Graphs.of(names.toString(), ""));
        assertTrue(picture.width() < 3 * picture.height(), picture.width() + " wide");
    }

    @Test
    void manyNodesWithTheSameArrowsStandInABlockToWhichOneArrowLeads() {
        Picture picture = LayeredLayout.picture(graph("fan"));
        assertEquals(26, picture.spots().size());
        assertEquals(2, picture.lines().size());
        assertEquals(1, picture.frames().size());
        assertEquals(1, Seen.frames(picture, "part24"));
        assertEquals(0, Seen.frames(picture, "join"));
    }

    @Test
    void aCycleIsRefused() {
        Graph cycle = Graphs.of("a b", "a>b b>a");
        assertThrows(IllegalArgumentException.class, () -> Drawing.svg(cycle));
    }

    @Test
    void aChainOfThousandsIsDrawnWithoutDeepRecursion() {
        StringBuilder names = new StringBuilder("s0");
        StringBuilder edges = new StringBuilder();
        for (int i = 1; i < 5_000; i++) {
            names.append(" s").append(i);
            edges.append(i > 1 ? " " : "").append("s").append(i - 1).append(">s").append(i);
        }
        Picture picture = LayeredLayout.picture(Graphs.of(names.toString(), edges.toString()));
        assertEquals(5_000, picture.spots().size());
    }
}

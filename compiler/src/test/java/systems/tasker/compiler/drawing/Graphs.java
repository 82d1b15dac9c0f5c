package systems.tasker.compiler.drawing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/** Graphs of steps to draw, by what they are called. */
final class Graphs {
    private static final Pattern NODE = Pattern.compile("[^ ]+");
    private static final Pattern EDGE = Pattern.compile("([^ >~]+)([>~])([^ >~]+)");

    private Graphs() {}

    /** A graph from "a b c" and "a>b b>c", where {@code a~c} is an implied arrow. */
    static Graph of(String nodes, String edges) {
        List<Graph.Edge> arrows = new ArrayList<>();
        EDGE.matcher(edges)
                .results()
                .forEach(
                        edge ->
                                arrows.add(
                                        new Graph.Edge(
                                                edge.group(1),
                                                edge.group(3),
                                                edge.group(2).equals("~"))));
        return new Graph(
                "a graph",
                "for a test",
                NODE.matcher(nodes)
                        .results()
                        .map(node -> new Node(node.group(), node.group(), Node.Kind.STEP))
                        .toList(),
                arrows);
    }

    static SequencedMap<String, Graph> all() {
        SequencedMap<String, Graph> graphs = new LinkedHashMap<>();
        graphs.put("single", of("a", ""));
        graphs.put("chain", of("a b c", "a>b b>c a~c"));
        graphs.put("diamond", of("a b c d", "a>b a>c b>d c>d a~d"));
        graphs.put("n", of("a b c d", "a>c a>d b>d"));
        graphs.put("w", of("a b c d e", "a>c a>d b>d b>e"));
        graphs.put("analytics", of("u o p c m j", "u>c o>c o>m p>m c>j m>j"));
        graphs.put("pieces", of("a b c d e f g", "a>b c>d c>e"));
        graphs.put("grid", grid(5));
        graphs.put("tree", tree(31));
        graphs.put("fan", fan(24));
        graphs.put("bipartite", of("a b c d e f", "a>d a>e a>f b>d b>e b>f c>d c>e c>f"));
        for (int size : new int[] {10, 20, 40, 60}) {
            for (int seed = 1; seed <= 5; seed++) {
                graphs.put("random " + size + " seed " + seed, random(size, seed));
            }
        }
        graphs.put("random 300", random(300, 1));
        return graphs;
    }

    private static Graph grid(int side) {
        List<String> nodes = new ArrayList<>();
        List<String> edges = new ArrayList<>();
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                String name = row + "/" + column;
                nodes.add(name);
                if (row > 0) {
                    edges.add((row - 1) + "/" + column + ">" + name);
                }
                if (column > 0) {
                    edges.add(row + "/" + (column - 1) + ">" + name);
                }
            }
        }
        return of(String.join(" ", nodes), String.join(" ", edges));
    }

    private static Graph tree(int size) {
        List<String> nodes = new ArrayList<>();
        List<String> edges = new ArrayList<>();
        for (int node = 1; node <= size; node++) {
            nodes.add("t" + node);
            if (node > 1) {
                edges.add("t" + node / 2 + ">t" + node);
            }
        }
        return of(String.join(" ", nodes), String.join(" ", edges));
    }

    private static Graph fan(int size) {
        List<String> nodes = new ArrayList<>(List.of("split", "join"));
        List<String> edges = new ArrayList<>();
        for (int node = 1; node <= size; node++) {
            nodes.add("part" + node);
            edges.add("split>part" + node);
            edges.add("part" + node + ">join");
        }
        return of(String.join(" ", nodes), String.join(" ", edges));
    }

    private static Graph random(int size, long seed) {
        Random random = new Random(seed);
        List<String> nodes = new ArrayList<>();
        List<String> edges = new ArrayList<>();
        for (int node = 0; node < size; node++) {
            nodes.add("step_number_" + node);
            int near = Math.max(3, size / 4);
            for (int before = Math.max(0, node - near); before < node; before++) {
                if (random.nextInt(near) < 2) {
                    String kind = random.nextInt(5) == 0 ? "~" : ">";
                    edges.add("step_number_" + before + kind + "step_number_" + node);
                }
            }
        }
        return of(String.join(" ", nodes), String.join(" ", edges));
    }
}

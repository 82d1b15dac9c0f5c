package systems.tasker.compiler.drawing;

import java.util.List;

/**
 * Nodes and arrows between them, without a cycle.
 *
 * @param description what the picture shows, for those who do not see it
 */
public record Graph(String title, String description, List<Node> nodes, List<Edge> edges) {
    public Graph {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }

    /**
     * An arrow from one node to another, by their ids.
     *
     * @param implied whether it follows from other arrows
     */
    public record Edge(String from, String to, boolean implied) {}
}

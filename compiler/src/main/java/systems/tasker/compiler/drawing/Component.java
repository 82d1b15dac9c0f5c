package systems.tasker.compiler.drawing;

import java.util.ArrayList;
import java.util.List;

/**
 * A connected part of a graph.
 *
 * @param arrows between these nodes, by their index in {@code nodes}
 */
record Component(List<Node> nodes, List<Layers.Arrow> arrows) {

    /** The parts of a graph: those with arrows in the order of their first nodes, then the rest. */
    static List<Component> of(List<Node> nodes, List<Layers.Arrow> arrows) {
        int[] leader = new int[nodes.size()];
        for (int node = 0; node < leader.length; node++) {
            leader[node] = node;
        }
        for (Layers.Arrow arrow : arrows) {
            int one = find(leader, arrow.from());
            int other = find(leader, arrow.to());
            leader[Math.max(one, other)] = Math.min(one, other);
        }
        List<Component> components = new ArrayList<>();
        int[] componentOf = new int[nodes.size()];
        int[] indexOf = new int[nodes.size()];
        for (int node = 0; node < leader.length; node++) {
            int first = find(leader, node);
            if (first == node) {
                componentOf[node] = components.size();
                components.add(new Component(new ArrayList<>(), new ArrayList<>()));
            }
            componentOf[node] = componentOf[first];
            List<Node> members = components.get(componentOf[node]).nodes();
            indexOf[node] = members.size();
            members.add(nodes.get(node));
        }
        for (Layers.Arrow arrow : arrows) {
            components
                    .get(componentOf[arrow.from()])
                    .arrows()
                    .add(
                            new Layers.Arrow(
                                    indexOf[arrow.from()], indexOf[arrow.to()], arrow.implied()));
        }
        List<Component> ordered = new ArrayList<>();
        components.stream().filter(part -> !part.arrows().isEmpty()).forEach(ordered::add);
        components.stream().filter(part -> part.arrows().isEmpty()).forEach(ordered::add);
        return ordered;
    }

    private static int find(int[] leader, int node) {
        int at = node;
        while (leader[at] != at) {
            leader[at] = leader[leader[at]];
            at = leader[at];
        }
        return at;
    }
}

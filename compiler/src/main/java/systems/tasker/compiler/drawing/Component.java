package systems.tasker.compiler.drawing;

import java.util.ArrayList;
import java.util.List;

/**
 * A connected part of a graph.
 *
 * @param arrows between these blocks, by their index in {@code blocks}
 */
record Component(List<Block> blocks, List<Layers.Arrow> arrows) {

    /**
     * The parts of a graph: those with arrows in the order of their first blocks, then the rest.
     */
    static List<Component> of(List<Block> blocks, List<Layers.Arrow> arrows) {
        int[] leader = new int[blocks.size()];
        for (int block = 0; block < leader.length; block++) {
            leader[block] = block;
        }
        for (Layers.Arrow arrow : arrows) {
            int one = find(leader, arrow.from());
            int other = find(leader, arrow.to());
            leader[Math.max(one, other)] = Math.min(one, other);
        }
        List<Component> components = new ArrayList<>();
        int[] componentOf = new int[blocks.size()];
        int[] indexOf = new int[blocks.size()];
        for (int block = 0; block < leader.length; block++) {
            int first = find(leader, block);
            if (first == block) {
                componentOf[block] = components.size();
                components.add(new Component(new ArrayList<>(), new ArrayList<>()));
            }
            componentOf[block] = componentOf[first];
            List<Block> members = components.get(componentOf[block]).blocks();
            indexOf[block] = members.size();
            members.add(blocks.get(block));
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

    private static int find(int[] leader, int block) {
        int at = block;
        while (leader[at] != at) {
            leader[at] = leader[leader[at]];
            at = leader[at];
        }
        return at;
    }
}

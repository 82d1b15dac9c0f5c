package systems.tasker.compiler.drawing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * Orders the vertices of each layer so that few lines cross: sweeps down and up that move each
 * vertex to the mean of its neighbours, each followed by exchanges of adjacent vertices as long as
 * they help (Gansner and others 1993). The best order seen is kept.
 */
final class Ordering {
    private static final int SWEEPS = 24;
    private static final int SWEEPS_WITHOUT_GAIN = 8;
    private static final int EXCHANGE_ROUNDS = 12;

    private final Layers layers;
    private final int[] positions;

    private Ordering(Layers layers) {
        this.layers = layers;
        this.positions = layers.positions();
    }

    static void reduceCrossings(Layers layers) {
        List<List<Integer>> asGiven = new Ordering(layers).improved();
        long crossingsAsGiven = layers.crossings();
        new Ordering(layers).startInDepth();
        List<List<Integer>> inDepth = new Ordering(layers).improved();
        layers.order(layers.crossings() < crossingsAsGiven ? inDepth : asGiven);
    }

    /** Vertices in the order in which a search in depth meets them: subgraphs stay together. */
    private void startInDepth() {
        BitSet seen = new BitSet();
        List<List<Integer>> order = new ArrayList<>();
        layers.layers().forEach(layer -> order.add(new ArrayList<>()));
        for (List<Integer> layer : layers.layers()) {
            for (int start : layer) {
                List<Integer> stack = new ArrayList<>(List.of(start));
                while (!stack.isEmpty()) {
                    int vertex = stack.removeLast();
                    if (!seen.get(vertex)) {
                        seen.set(vertex);
                        order.get(layers.layerOf(vertex)).add(vertex);
                        layers.below(vertex).reversed().forEach(link -> stack.add(link.vertex()));
                        layers.above(vertex).reversed().forEach(link -> stack.add(link.vertex()));
                    }
                }
            }
        }
        layers.order(order);
    }

    /** The best order found; the layers have it. */
    private List<List<Integer>> improved() {
        List<List<Integer>> best = layers.copyOfOrder();
        long fewest = layers.crossings();
        int withoutGain = 0;
        for (int sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
            boolean down = sweep % 2 == 0;
            sweep(down, sweep % 4 >= 2);
            exchange();
            long crossings = layers.crossings();
            if (crossings < fewest) {
                fewest = crossings;
                best = layers.copyOfOrder();
                withoutGain = 0;
            } else if (++withoutGain == SWEEPS_WITHOUT_GAIN) {
                break;
            }
        }
        layers.order(best);
        return best;
    }

    private void sweep(boolean down, boolean reverseEquals) {
        List<List<Integer>> order = down ? layers.layers() : layers.layers().reversed();
        for (List<Integer> layer : order) {
            double[] mean = new double[layer.size()];
            Integer[] indices = new Integer[layer.size()];
            for (int i = 0; i < mean.length; i++) {
                mean[i] = mean(down ? layers.above(layer.get(i)) : layers.below(layer.get(i)), i);
                indices[i] = i;
            }
            Comparator<Integer> byMean = Comparator.comparingDouble(i -> mean[i]);
            Comparator<Integer> byIndex = Comparator.naturalOrder();
            Arrays.sort(
                    indices, byMean.thenComparing(reverseEquals ? byIndex.reversed() : byIndex));
            List<Integer> sorted = Arrays.stream(indices).map(layer::get).toList();
            for (int i = 0; i < sorted.size(); i++) {
                place(layer, i, sorted.get(i));
            }
        }
    }

    private double mean(List<Layers.Link> links, int where) {
        return links.stream().mapToInt(link -> positions[link.vertex()]).average().orElse(where);
    }

    private void place(List<Integer> layer, int index, int vertex) {
        layer.set(index, vertex);
        positions[vertex] = index;
    }

    private void exchange() {
        boolean better = true;
        for (int round = 0; round < EXCHANGE_ROUNDS && better; round++) {
            better = false;
            for (List<Integer> layer : layers.layers()) {
                for (int i = 0; i + 1 < layer.size(); i++) {
                    int left = layer.get(i);
                    int right = layer.get(i + 1);
                    if (crossings(left, right) > crossings(right, left)) {
                        place(layer, i, right);
                        place(layer, i + 1, left);
                        better = true;
                    }
                }
            }
        }
    }

    private long crossings(int left, int right) {
        return crossings(layers.above(left), layers.above(right))
                + crossings(layers.below(left), layers.below(right));
    }

    private long crossings(List<Layers.Link> left, List<Layers.Link> right) {
        long crossings = 0;
        for (Layers.Link one : left) {
            for (Layers.Link other : right) {
                if (positions[one.vertex()] > positions[other.vertex()]) {
                    crossings++;
                }
            }
        }
        return crossings;
    }
}

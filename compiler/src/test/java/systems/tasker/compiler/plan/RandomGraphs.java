package systems.tasker.compiler.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import java.util.SequencedSet;

/** Families of graphs to draw from: steps s0, s1 ... in any order, with what they depend on. */
public enum RandomGraphs {
    /** About one dependency a step. */
    SPARSE {
        @Override
        void connect(Edges edges, int size, Random random) {
            connectPairs(edges, size, 1.0 / size, random);
        }
    },
    /** A third of all pairs. */
    DENSE {
        @Override
        void connect(Edges edges, int size, Random random) {
            connectPairs(edges, size, 0.33, random);
        }
    },
    /** Layers, where each step depends on some of the layer before. */
    LAYERED {
        @Override
        void connect(Edges edges, int size, Random random) {
            int width = 2 + random.nextInt(Math.max(1, (int) Math.sqrt(size)));
            for (int step = width; step < size; step++) {
                int layer = step / width * width;
                for (int i = 1 + random.nextInt(3); i > 0; i--) {
                    edges.add(layer - width + random.nextInt(width), step);
                }
            }
        }
    },
    /** A tree that branches out and another that comes together, with some steps in both. */
    TREES {
        @Override
        void connect(Edges edges, int size, Random random) {
            int middle = size / 2;
            for (int step = 1; step < middle; step++) {
                edges.add(random.nextInt(step), step);
            }
            for (int step = middle; step < size - 1; step++) {
                edges.add(step, step + 1 + random.nextInt(size - 1 - step));
            }
            for (int i = size / 8; i > 0 && middle > 0; i--) {
                edges.add(random.nextInt(middle), middle + random.nextInt(size - middle));
            }
        }
    },
    /** Series-parallel, but for a few dependencies across. */
    SERIES_PARALLEL_WITH_NOISE {
        @Override
        void connect(Edges edges, int size, Random random) {
            compose(edges, 0, size, random, true);
            for (int i = size / 10; i > 0; i--) {
                int from = random.nextInt(size - 1);
                edges.add(from, from + 1 + random.nextInt(size - 1 - from));
            }
        }
    },
    /** Forks within forks, each of two branches and a join. */
    NESTED {
        @Override
        void connect(Edges edges, int size, Random random) {
            for (int step = 1; step < size; step++) {
                edges.add(Math.max(0, step - 2 - random.nextInt(2)), step);
            }
            for (int step = size - 1; step > size / 2; step--) {
                edges.add(size - step, step);
            }
        }
    },
    /** Few steps on which many depend, and few that depend on many. */
    WIDE_FANS {
        @Override
        void connect(Edges edges, int size, Random random) {
            int hubs = 1 + random.nextInt(3);
            for (int step = hubs; step < size - hubs; step++) {
                edges.add(random.nextInt(hubs), step);
                for (int hub = size - hubs; hub < size; hub++) {
                    if (random.nextInt(4) > 0) {
                        edges.add(step, hub);
                    }
                }
            }
        }
    };

    abstract void connect(Edges edges, int size, Random random);

    /** A graph of that many steps, two or more; declared in a random order. */
    public SequencedMap<String, List<String>> draw(int size, Random random) {
        Edges edges = new Edges(size);
        connect(edges, size, random);
        List<Integer> order = new ArrayList<>();
        for (int step = 0; step < size; step++) {
            order.add(step);
        }
        Collections.shuffle(order, random);
        return edges.graph(order);
    }

    /** What each step depends on; a dependency stands before its step. */
    static final class Edges {
        private final List<SequencedSet<Integer>> before = new ArrayList<>();

        Edges(int size) {
            for (int step = 0; step < size; step++) {
                before.add(new LinkedHashSet<>());
            }
        }

        void add(int from, int to) {
            if (from < to) {
                before.get(to).add(from);
            }
        }

        private SequencedMap<String, List<String>> graph(List<Integer> order) {
            SequencedMap<String, List<String>> graph = new LinkedHashMap<>();
            for (int step : order) {
                graph.put("s" + step, before.get(step).stream().map(other -> "s" + other).toList());
            }
            return graph;
        }
    }

    private static void connectPairs(Edges edges, int size, double part, Random random) {
        for (int to = 1; to < size; to++) {
            for (int from = 0; from < to; from++) {
                if (random.nextDouble() < part) {
                    edges.add(from, to);
                }
            }
        }
    }

    private static void compose(Edges edges, int from, int to, Random random, boolean series) {
        if (to - from < 2) {
            return;
        }
        int cut = from + 1 + random.nextInt(to - from - 1);
        compose(edges, from, cut, random, random.nextBoolean());
        compose(edges, cut, to, random, random.nextBoolean());
        if (series) {
            for (int first = from; first < cut; first++) {
                for (int second = cut; second < to; second++) {
                    edges.add(first, second);
                }
            }
        }
    }
}

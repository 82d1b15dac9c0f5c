package systems.tasker.compiler.drawing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Puts nodes into ranks, so that every arrow leads to a later one: first as early as possible, then
 * later where that makes the arrows shorter altogether. Implied arrows bind, but do not pull.
 */
final class Ranking {
    /** Rounds of moving; each makes the arrows shorter, few are needed. */
    private static final int ROUNDS = 50;

    private final int size;
    private final List<List<Integer>> above = new ArrayList<>();
    private final List<List<Integer>> below = new ArrayList<>();
    private final int[] pullUp;
    private final int[] pullDown;
    private final int[] rank;

    private Ranking(int size, List<Layers.Arrow> arrows) {
        this.size = size;
        this.pullUp = new int[size];
        this.pullDown = new int[size];
        this.rank = new int[size];
        for (int node = 0; node < size; node++) {
            above.add(new ArrayList<>());
            below.add(new ArrayList<>());
        }
        for (Layers.Arrow arrow : arrows) {
            below.get(arrow.from()).add(arrow.to());
            above.get(arrow.to()).add(arrow.from());
            if (!arrow.implied()) {
                pullDown[arrow.from()]++;
                pullUp[arrow.to()]++;
            }
        }
    }

    /** The rank of each node, from 0. */
    static int[] of(int size, List<Layers.Arrow> arrows) {
        Ranking ranking = new Ranking(size, arrows);
        int[] order = ranking.topologicalOrder();
        ranking.placeEarly(order);
        ranking.shorten(order);
        return ranking.rank;
    }

    private int[] topologicalOrder() {
        int[] open = new int[size];
        int[] order = new int[size];
        int end = 0;
        for (int node = 0; node < size; node++) {
            open[node] = above.get(node).size();
            if (open[node] == 0) {
                order[end++] = node;
            }
        }
        for (int next = 0; next < end; next++) {
            for (int other : below.get(order[next])) {
                if (--open[other] == 0) {
                    order[end++] = other;
                }
            }
        }
        if (end < size) {
            throw new IllegalArgumentException("The graph has a cycle");
        }
        return order;
    }

    private void placeEarly(int[] order) {
        for (int node : order) {
            rank[node] = earliest(node);
        }
    }

    private void shorten(int[] order) {
        boolean moved = true;
        for (int round = 0; round < ROUNDS && moved; round++) {
            moved = false;
            for (int i = size - 1; i >= 0; i--) {
                moved |= move(order[i]);
            }
        }
        int first = Arrays.stream(rank).min().orElse(0);
        for (int node = 0; node < size; node++) {
            rank[node] -= first;
        }
    }

    private boolean move(int node) {
        int to = rank[node];
        if (pullDown[node] > pullUp[node]) {
            to = below.get(node).stream().mapToInt(other -> rank[other] - 1).min().orElse(to);
        } else if (pullUp[node] > pullDown[node]) {
            to = earliest(node);
        }
        boolean moves = to != rank[node];
        rank[node] = to;
        return moves;
    }

    private int earliest(int node) {
        return above.get(node).stream().mapToInt(other -> rank[other] + 1).max().orElse(0);
    }
}

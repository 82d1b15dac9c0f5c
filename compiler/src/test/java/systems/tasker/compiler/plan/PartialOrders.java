package systems.tasker.compiler.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * All partial orders on a number of points, one of each kind. An order is an array: which points
 * precede each point, as bits; every point stands behind those that precede it.
 */
public final class PartialOrders {
    private PartialOrders() {}

    /**
     * The orders on that many points up to isomorphism: 1, 2, 5, 16, 63, 318, 2045 (OEIS A000112).
     * Each comes of one with a point less, by a last point that some of the others precede.
     */
    public static List<int[]> of(int points) {
        List<int[]> orders = List.of(new int[0]);
        for (int size = 0; size < points; size++) {
            SequencedMap<String, int[]> larger = new LinkedHashMap<>();
            for (int[] order : orders) {
                for (int before = 0; before < 1 << size; before++) {
                    if (isClosed(order, before)) {
                        int[] more = Arrays.copyOf(order, size + 1);
                        more[size] = before;
                        larger.putIfAbsent(canonical(more), more);
                    }
                }
            }
            orders = List.copyOf(larger.values());
        }
        return orders;
    }

    /** The declared graph of an order: its points a, b, c ..., each with all that precede it. */
    public static SequencedMap<String, List<String>> graph(int[] order) {
        SequencedMap<String, List<String>> graph = new LinkedHashMap<>();
        for (int point = 0; point < order.length; point++) {
            List<String> before = new ArrayList<>();
            for (int other = 0; other < point; other++) {
                if ((order[point] >> other & 1) == 1) {
                    before.add(name(other));
                }
            }
            graph.put(name(point), before);
        }
        return graph;
    }

    private static String name(int point) {
        return String.valueOf((char) ('a' + point));
    }

    /** Whether an order has an N: a before c and d, b before d, and no other pair of these. */
    static boolean hasN(int[] order) {
        int size = order.length;
        for (int a = 0; a < size; a++) {
            for (int b = 0; b < size; b++) {
                for (int c = 0; c < size; c++) {
                    for (int d = 0; d < size; d++) {
                        if (precedes(order, a, c)
                                && precedes(order, a, d)
                                && precedes(order, b, d)
                                && areUnrelated(order, a, b)
                                && areUnrelated(order, b, c)
                                && areUnrelated(order, c, d)) {
                            return true;
                        }
                    }
                }
            }
        }
        return false;
    }

    private static boolean precedes(int[] order, int first, int second) {
        return (order[second] >> first & 1) == 1;
    }

    private static boolean areUnrelated(int[] order, int one, int other) {
        return one != other && !precedes(order, one, other) && !precedes(order, other, one);
    }

    private static boolean isClosed(int[] order, int set) {
        for (int point = 0; point < order.length; point++) {
            if ((set >> point & 1) == 1 && (order[point] & ~set) != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * The same text for isomorphic orders: the smallest of all numberings that go by how many
     * points are before and behind.
     */
    private static String canonical(int[] order) {
        int size = order.length;
        Integer[] byDegree = new Integer[size];
        int[] degree = new int[size];
        for (int point = 0; point < size; point++) {
            byDegree[point] = point;
            degree[point] = 8 * Integer.bitCount(order[point]);
            for (int other = 0; other < size; other++) {
                degree[point] += order[other] >> point & 1;
            }
        }
        Arrays.sort(byDegree, (one, other) -> Integer.compare(degree[one], degree[other]));
        int[] numbering = new int[size];
        return smallest(order, degree, byDegree, numbering, 0, 0, "");
    }

    private static String smallest(
            int[] order,
            int[] degree,
            Integer[] byDegree,
            int[] numbering,
            int next,
            int used,
            String best) {
        if (next == order.length) {
            String text = text(order, numbering);
            return best.isEmpty() || text.compareTo(best) < 0 ? text : best;
        }
        String smallest = best;
        for (int point = 0; point < order.length; point++) {
            if ((used >> point & 1) == 0 && degree[point] == degree[byDegree[next]]) {
                numbering[next] = point;
                smallest =
                        smallest(
                                order,
                                degree,
                                byDegree,
                                numbering,
                                next + 1,
                                used | 1 << point,
                                smallest);
            }
        }
        return smallest;
    }

    private static String text(int[] order, int[] numbering) {
        StringBuilder text = new StringBuilder();
        for (int point : numbering) {
            for (int other : numbering) {
                text.append(order[point] >> other & 1);
            }
        }
        return text.toString();
    }
}

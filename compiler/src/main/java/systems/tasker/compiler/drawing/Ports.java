package systems.tasker.compiler.drawing;

import java.util.Arrays;
import java.util.Comparator;

/** The places at which several lines leave or reach one side of a box. */
final class Ports {
    private static final double DISTANCE = 11;

    /** How much of a side lines may use. */
    private static final double PART = 0.6;

    private Ports() {}

    /**
     * Places in the order of where the lines lead, each as near to that as the others leave room
     * for: the least squares under these constraints, found by pooling neighbours that are too
     * close.
     *
     * @param aims where each line leads, horizontally
     */
    static double[] of(double centre, double width, double[] aims) {
        int size = aims.length;
        double half = width * PART / 2;
        double distance = size < 2 ? 0 : Math.min(DISTANCE, 2 * half / (size - 1));
        Integer[] order = new Integer[size];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> aims[i]));
        double reach = Math.min(half, Math.max(half / 2, distance * (size - 1) / 2));
        double[] mean = new double[size];
        int[] length = new int[size];
        int pools = 0;
        for (int i = 0; i < size; i++) {
            double aim = Math.clamp(aims[order[i]], centre - reach, centre + reach);
            mean[pools] = aim - i * distance;
            length[pools++] = 1;
            while (pools > 1 && mean[pools - 2] > mean[pools - 1]) {
                int sum = length[pools - 2] + length[pools - 1];
                mean[pools - 2] =
                        (mean[pools - 2] * length[pools - 2] + mean[pools - 1] * length[pools - 1])
                                / sum;
                length[pools - 2] = sum;
                pools--;
            }
        }
        double[] ports = new double[size];
        int next = 0;
        for (int pool = 0; pool < pools; pool++) {
            for (int i = 0; i < length[pool]; i++, next++) {
                double place = mean[pool] + next * distance;
                ports[order[next]] = Math.clamp(place, centre - half, centre + half);
            }
        }
        return ports;
    }
}

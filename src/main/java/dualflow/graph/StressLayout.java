package dualflow.graph;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Places the nodes of a graph in the plane so that their distances are close to the numbers of edges between them, by stress majorization from a
 * circle. Gansner, Koren and North, "Graph drawing by stress majorization", 2004. The same graph always gives the same picture.
 */
public final class StressLayout {
    private static final int ROUNDS = 300;

    private StressLayout() {}

    /**
     * Places the nodes.
     *
     * @shape [nodes, 2]
     * @param graph the graph
     * @return the places; adjacent nodes are about 1 apart
     */
    public static double[][] of(Pdag graph) {
        int n = graph.nodes().size();
        double[][] distance = new double[n][];
        for (int i = 0; i < n; i++) {
            distance[i] = distances(graph, i);
        }
        double[][] places = new double[n][];
        for (int i = 0; i < n; i++) {
            double angle = 2 * Math.PI * i / n;
            places[i] = new double[] {Math.cos(angle) * Math.sqrt(n), Math.sin(angle) * Math.sqrt(n)};
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < n; i++) {
                places[i] = improved(i, places, distance[i]);
            }
        }
        return places;
    }

    /** The place of a node at which, the others staying, the stress sum (|x_i - x_j| - d_ij)^2/d_ij^2 is less. */
    private static double[] improved(int i, double[][] places, double... distance) {
        double[] sum = new double[2];
        double weights = 0;
        for (int j = 0; j < places.length; j++) {
            if (j != i) {
                double dx = places[i][0] - places[j][0];
                double dy = places[i][1] - places[j][1];
                double scale = distance[j] / Math.max(1e-9, Math.hypot(dx, dy));
                double weight = 1 / (distance[j] * distance[j]);
                sum[0] += weight * (places[j][0] + dx * scale);
                sum[1] += weight * (places[j][1] + dy * scale);
                weights += weight;
            }
        }
        return weights == 0 ? places[i] : new double[] {sum[0] / weights, sum[1] / weights};
    }

    /** The numbers of edges from a node to all; for one that cannot be reached, more than the width of a compact graph. */
    private static double[] distances(Pdag graph, int from) {
        int n = graph.nodes().size();
        double[] distance = new double[n];
        Arrays.fill(distance, 2 + Math.sqrt(n));
        distance[from] = 0;
        boolean[] seen = new boolean[n];
        seen[from] = true;
        Deque<Integer> next = new ArrayDeque<>();
        next.add(from);
        while (!next.isEmpty()) {
            int node = next.remove();
            for (int other = 0; other < n; other++) {
                if (!seen[other] && graph.isAdjacent(node, other)) {
                    seen[other] = true;
                    distance[other] = distance[node] + 1;
                    next.add(other);
                }
            }
        }
        return distance;
    }
}

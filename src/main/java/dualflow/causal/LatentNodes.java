package dualflow.causal;

import dualflow.graph.Dag;
import java.util.List;

/**
 * Nodes and weights of a product rule for means over latents U ~ N(0, I). Along the axis of a variable that others depend on it is the trapezoidal rule,
 * which for a function analytic in a strip around the real line, such as tanh(2 u), converges faster than Gauss's (correlations to 5e-6 here); along that of one
 * without children, whose noise is additive, two points make moments up to the third exact.
 *
 * @param points the nodes, [count, d] row-major
 * @param weights their weights, [count], of sum 1 to within 1e-10
 */
@SuppressWarnings("ArrayRecordComponent") // tables of numbers; never compared
record LatentNodes(double[] points, double[] weights) {
    private static final double SPACING = 0.25;
    private static final int HALF = 26;

    /** The nodes for all latents of a graph. */
    static LatentNodes of(Dag graph) {
        return of(graph, graph.nodes());
    }

    /** The nodes for all latents but one, which stays 0. */
    static LatentNodes without(Dag graph, String node) {
        return of(
                graph,
                graph.nodes().stream().filter(other -> !other.equals(node)).toList());
    }

    int count() {
        return weights.length;
    }

    private static LatentNodes of(Dag graph, List<String> integrated) {
        int d = graph.nodes().size();
        LatentNodes nodes = new LatentNodes(new double[d], new double[] {1});
        for (String node : integrated) {
            LatentNodes axis = graph.children(node).isEmpty()
                    ? new LatentNodes(new double[] {-1, 1}, new double[] {0.5, 0.5})
                    : trapezoid();
            nodes = nodes.times(graph.nodes().indexOf(node), d, axis);
        }
        return nodes;
    }

    private static LatentNodes trapezoid() {
        LatentNodes rule = new LatentNodes(new double[2 * HALF + 1], new double[2 * HALF + 1]);
        for (int i = 0; i <= 2 * HALF; i++) {
            double u = SPACING * (i - HALF);
            rule.points[i] = u;
            rule.weights[i] = SPACING * StrictMath.exp(-u * u / 2) / Math.sqrt(2 * Math.PI);
        }
        return rule;
    }

    /** The product with a rule along one axis. */
    private LatentNodes times(int axis, int d, LatentNodes rule) {
        int order = rule.count();
        double[] more = new double[points.length * order];
        double[] weight = new double[weights.length * order];
        for (int n = 0; n < weights.length; n++) {
            for (int i = 0; i < order; i++) {
                int row = n * order + i;
                System.arraycopy(points, n * d, more, row * d, d);
                more[row * d + axis] = rule.points[i];
                weight[row] = weights[n] * rule.weights[i];
            }
        }
        return new LatentNodes(more, weight);
    }
}

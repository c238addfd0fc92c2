package dualflow.causal;

import dualflow.graph.Dag;
import java.util.List;

/**
 * Nodes and weights of a product rule for means over latents U ~ N(0, I) of the nonlinear models. Along the axis of a variable that others depend on it is
 * the trapezoidal rule, which for a function analytic in a strip around the real line, such as tanh(2 u), converges faster than Gauss's. Noise of the
 * deviation 0.5 has a strip of twice the width, and steps of twice the length. Along the axis of a variable without children, whose
 * noise is additive, two points make moments up to the third exact; derivatives do not depend on it.
 *
 * @param points the nodes, [count, d] row-major
 * @param weights their weights, [count], of sum 1 to within 1e-10
 */
@SuppressWarnings("ArrayRecordComponent") // tables of numbers; never compared
record LatentNodes(double[] points, double[] weights) {
    private static final double STEP = 0.15;
    private static final double REACH = 6.6;

    /** For moments of the variables. */
    static LatentNodes forValues(Dag graph) {
        return of(graph, graph.nodes(), new LatentNodes(new double[] {-1, 1}, new double[] {0.5, 0.5}));
    }

    /** For moments of derivatives. */
    static LatentNodes forDerivatives(Dag graph) {
        return of(graph, graph.nodes(), new LatentNodes(new double[1], new double[] {1}));
    }

    /** For moments of the variables but one, whose latent stays 0. */
    static LatentNodes without(Dag graph, String node) {
        return of(
                graph,
                graph.nodes().stream().filter(other -> !other.equals(node)).toList(),
                new LatentNodes(new double[] {-1, 1}, new double[] {0.5, 0.5}));
    }

    int count() {
        return weights.length;
    }

    private static LatentNodes of(Dag graph, List<String> integrated, LatentNodes leaf) {
        int d = graph.nodes().size();
        LatentNodes nodes = new LatentNodes(new double[d], new double[] {1});
        for (String node : integrated) {
            LatentNodes axis = graph.children(node).isEmpty()
                    ? leaf
                    : trapezoid(graph.parents(node).isEmpty() ? STEP : 2 * STEP);
            nodes = nodes.times(graph.nodes().indexOf(node), d, axis);
        }
        return nodes;
    }

    private static LatentNodes trapezoid(double step) {
        int half = (int) Math.round(REACH / step);
        LatentNodes rule = new LatentNodes(new double[2 * half + 1], new double[2 * half + 1]);
        for (int i = 0; i <= 2 * half; i++) {
            double u = step * (i - half);
            rule.points[i] = u;
            rule.weights[i] = step * StrictMath.exp(-u * u / 2) / Math.sqrt(2 * Math.PI);
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

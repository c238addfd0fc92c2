package dualflow.causal;

import dualflow.graph.Arrow;
import dualflow.graph.Dag;
import dualflow.op.Ops;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * A linear-Gaussian structural causal model, X_i = c_i + sum_j b_ij X_j + s_i U_i with U ~ N(0, I): every law in closed form. Immutable.
 * Columns and rows are in the order of the graph's nodes.
 */
public final class LinearModel {
    private final Dag graph;
    private final double[][] weights;
    private final double[] intercepts;
    private final double[] deviations;

    private LinearModel(Dag graph, double[][] weights, double[] intercepts, double[] deviations) {
        this.graph = graph;
        this.weights = weights;
        this.intercepts = intercepts;
        this.deviations = deviations;
    }

    /**
     * A model without intercepts.
     *
     * @param graph who is whose parent
     * @param weights the weight of each arrow of the graph
     * @param deviations s, for each node, positive
     * @return the model
     * @throws IllegalArgumentException if weights or deviations are not those of the graph's arrows and nodes, a weight is not finite, or a deviation not
     *     positive
     */
    public static LinearModel of(Dag graph, Map<Arrow, Double> weights, Map<String, Double> deviations) {
        if (!weights.keySet().equals(new HashSet<>(graph.arrows()))
                || !deviations.keySet().equals(new HashSet<>(graph.nodes()))) {
            throw new IllegalArgumentException("the weights are of " + weights.keySet() + " and the deviations of "
                    + deviations.keySet() + ", the graph is " + graph + " with nodes " + graph.nodes());
        }
        int d = graph.nodes().size();
        double[][] b = new double[d][d];
        weights.forEach((arrow, weight) ->
                b[graph.nodes().indexOf(arrow.to())][graph.nodes().indexOf(arrow.from())] =
                        requireFinite(arrow.toString(), weight));
        double[] s = new double[d];
        deviations.forEach((node, deviation) -> {
            if (!(requireFinite(node, deviation) > 0)) {
                throw new IllegalArgumentException(
                        "the noise of " + node + " has the standard deviation " + deviation + "; it must be positive");
            }
            s[graph.nodes().indexOf(node)] = deviation;
        });
        return new LinearModel(graph, b, new double[d], s);
    }

    private static double requireFinite(String what, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("the number of " + what + " is " + value + "; give finite ones");
        }
        return value;
    }

    /**
     * The graph.
     *
     * @return who is whose parent
     */
    public Dag graph() {
        return graph;
    }

    /**
     * The mean of the variables.
     *
     * @return E[X], [d]
     */
    public double[] mean() {
        return predict(new double[graph.nodes().size()]);
    }

    /**
     * The matrix from latents to variables.
     *
     * @equation M = (I - B)^-1 diag(s)
     * @return M, [d, d], with X = E[X] + M U
     */
    public double[][] mixing() {
        int d = graph.nodes().size();
        double[] mean = mean();
        double[][] mixing = new double[d][d];
        for (int j = 0; j < d; j++) {
            double[] unit = new double[d];
            unit[j] = 1;
            double[] x = predict(unit);
            for (int i = 0; i < d; i++) {
                mixing[i][j] = x[i] - mean[i];
            }
        }
        return mixing;
    }

    /**
     * The covariance of the variables.
     *
     * @equation Sigma = M M^T
     * @return Sigma, [d, d], with zeros where a variable is constant
     */
    public double[][] covariance() {
        return LinearLaw.gram(mixing());
    }

    /**
     * The model under do(variable = value).
     *
     * @param variable the variable
     * @param value the constant
     * @return the model without the variable's equation; all others are left
     * @throws IllegalArgumentException if there is no such variable, or the value is not finite
     */
    public LinearModel intervene(String variable, double value) {
        requireFinite("the intervention on " + variable, value);
        Dag mutilated = graph.intervene(variable);
        int i = graph.nodes().indexOf(variable);
        double[][] b = Arrays.stream(weights).map(double[]::clone).toArray(double[][]::new);
        b[i] = new double[b.length];
        double[] c = intercepts.clone();
        c[i] = value;
        double[] s = deviations.clone();
        s[i] = 0;
        return new LinearModel(mutilated, b, c, s);
    }

    /**
     * What would have been: the noise s U = x - c - B x is abducted, the variable is set, and the rest predicted with the same noise.
     *
     * @param observed x, [d]
     * @param variable the variable that is set
     * @param value what it is set to
     * @return the counterfactual variables, [d]
     * @throws IllegalArgumentException if there is no such variable, or x has another length
     */
    public double[] counterfactual(double[] observed, String variable, double value) {
        if (observed.length != weights.length) {
            throw new IllegalArgumentException(
                    observed.length + " values were observed of " + weights.length + " variables");
        }
        LinearModel changed = intervene(variable, value);
        double[] x = new double[observed.length];
        for (String node : changed.graph.topologicalOrder()) {
            int i = graph.nodes().indexOf(node);
            double noise = node.equals(variable) ? 0 : observed[i] - intercepts[i] - dot(weights[i], observed);
            x[i] = changed.intercepts[i] + dot(changed.weights[i], x) + noise;
        }
        return x;
    }

    /**
     * The same model as a program.
     *
     * @return the structural model, whose latents are U
     */
    public StructuralModel structural() {
        Map<String, Equation> equations = new HashMap<>();
        for (String node : graph.nodes()) {
            int i = graph.nodes().indexOf(node);
            List<String> parents = graph.parents(node);
            double[] b = parents.stream()
                    .mapToDouble(parent -> weights[i][graph.nodes().indexOf(parent)])
                    .toArray();
            equations.put(
                    node,
                    deviations[i] == 0
                            ? new Equation.Constant(intercepts[i])
                            : new Equation.Additive(
                                    (values, zero) -> affine(values, b, zero, intercepts[i]), deviations[i]));
        }
        return new StructuralModel(graph, equations);
    }

    private static Tensor affine(List<Tensor> parents, double[] b, Tensor zero, double intercept) {
        Tensor sum = Ops.shift(zero, intercept);
        for (int k = 0; k < b.length; k++) {
            sum = Ops.add(sum, Ops.scale(parents.get(k), b[k]));
        }
        return sum;
    }

    private double[] predict(double... u) {
        double[] x = new double[u.length];
        for (String node : graph.topologicalOrder()) {
            int i = graph.nodes().indexOf(node);
            x[i] = intercepts[i] + dot(weights[i], x) + deviations[i] * u[i];
        }
        return x;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}

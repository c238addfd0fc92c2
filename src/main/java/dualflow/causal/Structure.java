package dualflow.causal;

import dualflow.graph.Arrow;
import dualflow.graph.Dag;
import dualflow.op.Ops;
import dualflow.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The causal structures of the tests: two ends X and Y, and a variable Z that is conditioned on, held or set. With each a linear model and a nonlinear
 * one.
 */
public enum Structure {
    /** A common cause: X and Y are independent given Z. */
    FORK("X <- Z -> Y"),
    /** X acts on Y through Z alone: X and Y are independent given Z. */
    CHAIN("X -> Z -> Y"),
    /** X acts on Y through Z and directly. */
    MEDIATOR("X -> Z -> Y, X -> Y"),
    /** A common effect: X and Y are independent until Z is known. */
    COLLIDER("X -> Z <- Y"),
    /** The M-structure: Z is a collider between two causes A and B, each of one end. */
    M_STRUCTURE("X <- A -> Z <- B -> Y"),
    /** An instrument X, the treatment Z, the outcome Y and a confounder U, which is usually not observed. */
    INSTRUMENT("X -> Z -> Y, Z <- U -> Y");

    /** The first end. */
    public static final String FIRST = "X";

    /** The second end. */
    public static final String SECOND = "Y";

    /** The variable that is conditioned on, held or set. */
    public static final String MIDDLE = "Z";

    private static final double WEIGHT = 0.6;
    private static final double NOISE = 0.8;
    private static final double COLLIDER_NOISE = 0.5;

    @SuppressWarnings("ImmutableEnumChecker") // nothing modifies a Dag
    private final Dag graph;

    Structure(String graph) {
        this.graph = Dag.parse(graph);
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
     * The column of a variable.
     *
     * @param variable its name
     * @return its place among the graph's nodes, from 0
     */
    public int column(String variable) {
        return graph.nodes().indexOf(variable);
    }

    /**
     * The linear model: each arrow has the weight 0.6, roots have unit variance and other noise the deviation 0.8, so that a variable with one
     * parent has unit variance. The collider is that of the paper's proposed test, Z = X + Y + N(0, 0.25).
     *
     * @return the model
     */
    public LinearModel linear() {
        boolean collider = this == COLLIDER;
        Map<Arrow, Double> weights = new HashMap<>();
        graph.arrows().forEach(arrow -> weights.put(arrow, collider ? 1 : WEIGHT));
        Map<String, Double> deviations = new HashMap<>();
        for (String node : graph.nodes()) {
            double noise = collider ? COLLIDER_NOISE : NOISE;
            deviations.put(node, graph.parents(node).isEmpty() ? 1 : noise);
        }
        return LinearModel.of(graph, weights, deviations);
    }

    /**
     * The nonlinear model, with additive noise: X = sum of tanh(2 parent) + 0.5 U, roots N(0, 1). All means are 0.
     *
     * @return the model
     */
    public StructuralModel nonlinear() {
        Map<String, Equation> equations = new HashMap<>();
        for (String node : graph.nodes()) {
            double noise = graph.parents(node).isEmpty() ? 1 : COLLIDER_NOISE;
            equations.put(node, new Equation.Additive(Structure::saturating, noise));
        }
        return new StructuralModel(graph, equations);
    }

    private static Tensor saturating(List<Tensor> parents, Tensor zero) {
        return parents.stream().map(parent -> Ops.tanh(Ops.scale(parent, 2))).reduce(zero, Ops::add);
    }

    /**
     * The name that users write.
     *
     * @return such as m-structure
     */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

package dualflow.causal;

import dualflow.graph.Dag;
import dualflow.op.Ops;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * A structural causal model M = (U, V, F, P(U)) with U ~ N(0, I), one latent and one equation for each variable (paper, section 3.2.2). It is a
 * program from latents u [n, d] to variables x [n, d], columns in the order of the graph's nodes: triangular in the graph's order, so a flow of
 * its own with exact Jacobian-vector products. Immutable.
 */
public final class StructuralModel {
    /** The stream of the latents; element j of sample i has index i d + j. */
    public static final long LATENTS = Draws.stream("structural model, latents");

    private final Dag graph;
    private final Map<String, Equation> equations;

    /**
     * A model.
     *
     * @param graph who is whose parent; acyclic
     * @param equations an equation for each node
     * @throws IllegalArgumentException if a node has no equation, or an equation no node
     */
    public StructuralModel(Dag graph, Map<String, Equation> equations) {
        if (!equations.keySet().equals(new HashSet<>(graph.nodes()))) {
            throw new IllegalArgumentException("the equations are of "
                    + equations.keySet().stream().sorted().toList() + ", the graph's nodes are " + graph.nodes());
        }
        this.graph = graph;
        this.equations = Map.copyOf(equations);
    }

    /**
     * The graph.
     *
     * @return who is whose parent; after an intervention without the arrows into the variable
     */
    public Dag graph() {
        return graph;
    }

    /**
     * The number of variables.
     *
     * @return d
     */
    public int size() {
        return graph.nodes().size();
    }

    /**
     * The variables of given latents.
     *
     * @param u the latents, [n, d]
     * @return x, [n, d]
     * @throws ShapeException if the shape is another
     */
    public Tensor evaluate(Tensor u) {
        requireRows(u);
        Map<String, Tensor> values = new HashMap<>();
        for (String node : graph.topologicalOrder()) {
            values.put(node, equations.get(node).value(parents(node, values), column(u, node)));
        }
        return joined(values);
    }

    /**
     * The model under do(variable = value): the variable's equation is replaced by a constant, and all others are left (paper, section 3.2.2).
     *
     * @param variable the variable
     * @param value the constant
     * @return the modified model
     * @throws IllegalArgumentException if there is no such variable, or the value is not finite
     */
    public StructuralModel intervene(String variable, double value) {
        Dag mutilated = graph.intervene(variable);
        Map<String, Equation> changed = new HashMap<>(equations);
        changed.put(variable, new Equation.Constant(value));
        return new StructuralModel(mutilated, changed);
    }

    /**
     * The latents of given variables, where all equations have additive noise: exact, u = (x - f(parents)) / s.
     *
     * @param x the variables, [n, d]
     * @return u, [n, d], 0 for a constant, whose latent nothing depends on
     * @throws IllegalStateException if the model has a binary attribute, whose latent is not determined
     */
    public Tensor abduct(Tensor x) {
        for (String node : graph.nodes()) {
            if (equations.get(node) instanceof Equation.Binary) {
                throw new IllegalStateException("the latent of the binary attribute " + node
                        + " is not determined by what is observed; draw it from its law, given uniform numbers");
            }
        }
        return abduct(x, Ops.zerosLike(x));
    }

    /**
     * The latents of given variables: exact for additive noise, and for binary attributes a draw from the law of the latent given what is observed.
     *
     * @param x the variables, [n, d]
     * @param uniforms draws from (0, 1), [n, d]; only the columns of binary attributes are read
     * @return u, [n, d]
     * @throws ShapeException if a shape is another
     */
    public Tensor abduct(Tensor x, Tensor uniforms) {
        requireRows(x);
        requireRows(uniforms);
        Map<String, Tensor> observed = new HashMap<>();
        graph.nodes().forEach(node -> observed.put(node, column(x, node)));
        Map<String, Tensor> latents = new HashMap<>();
        for (String node : graph.nodes()) {
            List<Tensor> parents = parents(node, observed);
            Tensor value = observed.get(node);
            Equation equation = equations.get(node);
            if (equation instanceof Equation.Additive additive) {
                Tensor rest = Ops.subtract(value, additive.mean().of(parents, Ops.zerosLike(value)));
                latents.put(node, Ops.scale(rest, 1 / additive.deviation()));
            } else if (equation instanceof Equation.Binary binary) {
                latents.put(node, binary.latent(parents, value, column(uniforms, node)));
            } else {
                latents.put(node, Ops.zerosLike(value));
            }
        }
        return joined(latents);
    }

    /**
     * What would have been (paper, sections 3.2.1 and 7.2): abduction of the latents from what was observed, action, prediction with the same latents.
     *
     * @param observed x, [n, d]
     * @param variable the variable that is set
     * @param value what it is set to
     * @return the counterfactual variables, [n, d]
     * @throws IllegalStateException if the model has a binary attribute
     * @throws IllegalArgumentException if there is no such variable
     */
    public Tensor counterfactual(Tensor observed, String variable, double value) {
        return intervene(variable, value).evaluate(abduct(observed));
    }

    /**
     * Samples, each a function of (seed, i) alone.
     *
     * @param device where to compute
     * @param dtype the format
     * @param draws the source of random numbers
     * @param first the index of the first sample
     * @param count n
     * @return x, [n, d]
     */
    public Tensor sample(Device device, DType dtype, Draws draws, long first, int count) {
        double[] u = draws.normals(LATENTS, first * size(), Math.multiplyExact(count, size()));
        return evaluate(device.tensor(dtype, Shape.of(count, size()), u));
    }

    private List<Tensor> parents(String node, Map<String, Tensor> values) {
        return graph.parents(node).stream().map(values::get).toList();
    }

    private Tensor column(Tensor rows, String node) {
        return Ops.slice(rows, -1, graph.nodes().indexOf(node), 1);
    }

    private Tensor joined(Map<String, Tensor> columns) {
        List<Tensor> ordered = new ArrayList<>();
        graph.nodes().forEach(node -> ordered.add(columns.get(node)));
        return ordered.stream().reduce((a, b) -> Ops.concat(a, b, -1)).orElseThrow();
    }

    private void requireRows(Tensor rows) {
        if (rows.shape().rank() != 2 || rows.shape().dim(-1) != size()) {
            throw new ShapeException("a model of " + size() + " variables takes rows [n, " + size() + "], got "
                    + Arrays.toString(rows.shape().dims()));
        }
    }
}

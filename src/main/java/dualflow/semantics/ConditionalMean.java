package dualflow.semantics;

import dualflow.autodiff.Autodiff;
import dualflow.op.Ops;
import dualflow.syntax.Symbol;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The mean over the standard normal vector eps, given that X = c + B eps takes the value x: eps is then normal with mean B'(BB')^-1 (x - c) and
 * covariance I - B'(BB')^-1 B. A body of degree 1 is evaluated at the mean, a polynomial at Gauss and Hermite's nodes, exactly; anything else by the
 * trapezoidal rule, at two resolutions.
 */
final class ConditionalMean {
    private static final double[][] STEPS = {{0.15, 0.1}, {0.3, 0.2}}; // by dimension and resolution
    private static final int MOST_NODES_EACH = 100; // in a direction

    private final Evaluator evaluator;
    private final Context context;
    private final List<Symbol.Random> sources;
    private final List<Observation> observations;
    private final Means.Probe probe;
    private final Function<Frame, Value> body;

    /**
     * A mean.
     *
     * @param body what is averaged, where everything is bound; null if only the density of the observations is wanted
     */
    ConditionalMean(
            Evaluator evaluator,
            List<Symbol.Random> sources,
            List<Observation> observations,
            Means.Probe probe,
            Function<Frame, Value> body) {
        this.evaluator = evaluator;
        this.context = evaluator.context;
        this.sources = sources;
        this.observations = observations;
        this.probe = probe;
        this.body = body;
    }

    /** The logarithm of an atom's weight times the density of the observations given it, and the mean given both. */
    record Part(Tensor logWeight, Tensor mean) {}

    Part given(DiscreteSources.Atom atom) {
        GaussianSources gaussian = new GaussianSources(evaluator, sources, atom.frame());
        int d = probe.dimension();
        if (d == 0) {
            return new Part(atom.logWeight(), body.apply(atom.frame()).tensor());
        }
        Function<Tensor, Value> at = eps -> body.apply(gaussian.bind(eps, atom.frame(), Degree.LINEAR));
        Tensor zero = context.fill(Shape.of(d), 0);
        if (observations.isEmpty()) {
            return new Part(atom.logWeight(), mean(at, zero, null));
        }
        Function<Tensor, Tensor> observed = eps -> observed(gaussian.bind(eps, atom.frame(), Degree.LINEAR));
        Tensor residual = Ops.subtract(values(), observed.apply(zero));
        Tensor b = Autodiff.jacobian(observed::apply, zero);
        Tensor covariance = Ops.matmul(b, Ops.transpose(b));
        Tensor logWeight = Ops.add(atom.logWeight(), NormalDensity.logarithm(residual, covariance));
        if (body == null) {
            return new Part(logWeight, null);
        }
        Tensor gain = Ops.matmul(Ops.transpose(b), Ops.spdInverse(covariance));
        Tensor center = ValueArithmetic.flat(Ops.matmul(gain, ValueArithmetic.asColumn(residual)));
        Tensor projection = Ops.subtract(context.identity(d), Ops.matmul(gain, b));
        return new Part(logWeight, mean(at, center, projection));
    }

    private Tensor observed(Frame frame) {
        return joined(observations.stream()
                .map(observation ->
                        evaluator.value(observation.quantity(), frame).tensor())
                .toList());
    }

    private Tensor values() {
        List<Tensor> values = new ArrayList<>();
        for (int i = 0; i < observations.size(); i++) {
            values.add(evaluator
                    .arithmetic()
                    .fitted(
                            (Value) observations.get(i).value(),
                            probe.observed().get(i))
                    .tensor());
        }
        return joined(values);
    }

    private static Tensor joined(List<Tensor> parts) {
        Tensor all = null;
        for (Tensor part : parts) {
            Tensor flat = ValueArithmetic.flat(part);
            all = all == null ? flat : Ops.concat(all, flat, -1);
        }
        return all;
    }

    /** The mean of f(center + P eps); P is the identity where it is null. */
    private Tensor mean(Function<Tensor, Value> at, Tensor center, Tensor projection) {
        Function<Tensor, Tensor> f = eps -> at.apply(eps).tensor();
        if (probe.degree().total() <= 1) {
            return f.apply(center);
        }
        if (!probe.degree().isPolynomial()) {
            Optional<Tensor> closed = new ExponentialMean(
                            context, xi -> at.apply(Ops.add(center, moved(projection, xi))), probe.dimension())
                    .mean();
            if (closed.isPresent()) {
                return closed.get();
            }
        }
        if (probe.degree().rest() < Double.POSITIVE_INFINITY && !probe.degree().isPolynomial()) {
            Optional<Tensor> alongRidges = new RidgeMean(
                            context, f, center, projection, (int) probe.degree().rest())
                    .mean();
            if (alongRidges.isPresent()) {
                return alongRidges.get();
            }
        }
        return Quadrature.sum(
                context,
                nodes().grid(probe.dimension()),
                probe.dimension(),
                node -> f.apply(Ops.add(center, moved(projection, node))));
    }

    private Nodes nodes() {
        int d = probe.dimension();
        if (!probe.degree().isPolynomial()) {
            if (d > STEPS.length) {
                throw new UndecidedException("this mean is over " + d
                        + " Gaussian dimensions and not polynomial: such means are taken over at most " + STEPS.length);
            }
            context.uses.approximations().add("quadrature");
            return context.resolution() == Context.TYPES_ONLY
                    ? Nodes.hermite(1)
                    : Nodes.trapezoidal(STEPS[d - 1][context.resolution()], Nodes.reach(context.resolution()));
        }
        int count = (int) probe.degree().total() / 2 + 1;
        if (count > MOST_NODES_EACH || Math.pow(count, d) > Quadrature.MOST_NODES) {
            throw new UndecidedException("degree " + (int) probe.degree().total() + " in " + d
                    + " Gaussian dimensions needs " + (long) Math.pow(count, d) + " nodes");
        }
        return Nodes.hermite(count);
    }

    private static Tensor moved(Tensor projection, Tensor eps) {
        return projection == null ? eps : ValueArithmetic.flat(Ops.matmul(projection, ValueArithmetic.asColumn(eps)));
    }
}

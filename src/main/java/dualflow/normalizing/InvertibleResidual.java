package dualflow.normalizing;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Linearized;
import dualflow.nn.Linear;
import dualflow.nn.Pass;
import dualflow.nn.Specification;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * An invertible residual map y = x + F(x), where F is a multilayer perceptron with the Lipschitz constant L below 1 (Behrmann et al., ICML 2019; Chen et al.,
 * NeurIPS 2019; Beigy, residual flows). Each of its linear maps is divided by what its {@link SpectralNorm largest singular value} exceeds c by, with c^(depth + 1) = L, and
 * between them stands silu(x)/1.1, whose slope is below 1.
 *
 * <p>The inverse is the limit of x_(k+1) = y - F(x_k), x_0 = y, an error at most L^k |F(y)| / (1 - L) after k steps; as many are taken as bring L^k below the format's
 * precision, then two of Newton's steps, through which derivatives up to the third order are exact. They and the determinant take d
 * Jacobian-vector products, which suits small d. In training the log-determinant may be the estimate without bias of the {@link LogDeterminantSeries
 * series}, whose draws depend on the seed, the step and the part alone.
 *
 * @param dimension d
 * @param width the width of the hidden layers
 * @param depth their number
 * @param lipschitz L, in (0, 1)
 * @param training how the log-determinant is found in training; it is exact in evaluation
 */
public record InvertibleResidual(int dimension, int width, int depth, double lipschitz, Determinant training)
        implements Bijection {
    private static final double STEEPEST_SILU = 1.1;
    private static final int NEWTON_STEPS = 2;

    /** The terms that Chen et al. always take, and their probability to stop after those. */
    private static final int CERTAIN = 2;

    private static final double STOP = 0.5;

    /** How a log-determinant is found. */
    public enum Determinant {
        /** Exactly, by d Jacobian-vector products. */
        EXACT,
        /** By the Russian roulette: unbiased, with one probe of random signs for each row and about four products. */
        ROULETTE
    }

    /** F's matrices, whose singular values are at most c, and biases. */
    private record Weights(List<Tensor> matrices, List<Tensor> biases) {
        Tensor apply(Tensor x) {
            Tensor h = x;
            for (int i = 0; i < matrices.size(); i++) {
                Tensor in = i == 0 ? h : Ops.scale(Ops.silu(h), 1 / STEEPEST_SILU);
                h = Ops.add(Linear.rows(in, matrices.get(i)), biases.get(i));
            }
            return h;
        }

        Weights constant() {
            return new Weights(
                    matrices.stream().map(Ops::stopGradient).toList(),
                    biases.stream().map(Ops::stopGradient).toList());
        }
    }

    /**
     * Checks the settings.
     *
     * @param dimension d
     * @param width the width of the hidden layers
     * @param depth their number
     * @param lipschitz L, in (0, 1)
     * @param training how the log-determinant is found in training
     * @throws dualflow.tensor.ShapeException if a size is not positive
     * @throws IllegalArgumentException if L does not lie in (0, 1), so that the map need not be invertible
     */
    public InvertibleResidual {
        Bijection.requireDimension("a residual map", dimension, 1);
        Perceptron.requireSize(width, depth);
        if (!(lipschitz > 0 && lipschitz < 1)) {
            throw new IllegalArgumentException(
                    "x + F(x) is invertible for a Lipschitz constant of F in (0, 1), got " + lipschitz);
        }
    }

    private Perceptron net() {
        return new Perceptron(dimension, width, depth, dimension);
    }

    @Override
    public Specification specification() {
        return Specification.NONE.and("net", net());
    }

    private Weights weights(Pass pass) {
        double c = StrictMath.pow(lipschitz, 1.0 / (depth + 1));
        List<Tensor> matrices = new ArrayList<>();
        List<Tensor> biases = new ArrayList<>();
        for (int i = 0; i <= depth; i++) {
            Pass layer = pass.under("net").under(Integer.toString(i));
            Tensor w = layer.get("weight");
            Tensor excess = Ops.scale(SpectralNorm.bound(w), 1 / c);
            Tensor one = Ops.shift(Ops.zerosLike(excess), 1);
            matrices.add(Ops.divide(w, Ops.maximum(excess, one)));
            biases.add(layer.get("bias"));
        }
        return new Weights(matrices, biases);
    }

    @Override
    public Mapped forward(Pass pass, Tensor x) {
        Bijection.requirePoints(this, x);
        Linearized f = Autodiff.linearize((UnaryOperator<Tensor>) weights(pass)::apply, x);
        return new Mapped(Ops.add(x, f.primal()), logDeterminant(pass, f, x));
    }

    private Tensor logDeterminant(Pass pass, Linearized f, Tensor x) {
        if (training == Determinant.ROULETTE) {
            Optional<double[]> uniforms = pass.uniforms(1 + x.shape().size());
            if (uniforms.isPresent()) {
                double[] u = uniforms.get();
                double[] signs = new double[u.length - 1];
                for (int i = 0; i < signs.length; i++) {
                    signs[i] = u[i + 1] < 0.5 ? -1 : 1;
                }
                Tensor probes = x.device().tensor(x.dtype(), x.shape().withFirst(1), signs);
                int drawn = LogDeterminantSeries.drawnTerms(u[0], STOP);
                return LogDeterminantSeries.roulette(f.map(), probes, CERTAIN, drawn, STOP);
            }
        }
        return LogDeterminantSeries.exact(f.map(), x);
    }

    @Override
    public Mapped inverse(Pass pass, Tensor y) {
        Bijection.requirePoints(this, y);
        Weights weights = weights(pass);
        Tensor x = fixedPoint(weights.constant(), Ops.stopGradient(y));
        for (int step = 0; step < NEWTON_STEPS; step++) {
            Linearized f = Autodiff.linearize((UnaryOperator<Tensor>) weights::apply, x);
            Tensor residual = Ops.subtract(Ops.add(x, f.primal()), y);
            Tensor jacobian = LogDeterminantSeries.plusIdentity(LogDeterminantSeries.jacobian(f.map(), x));
            Tensor column = Ops.reshape(residual, y.shape().then(Shape.of(1)));
            x = Ops.subtract(x, Ops.reshape(Ops.solve(jacobian, column), y.shape()));
        }
        return new Mapped(x, Ops.negate(forward(pass, x).logDeterminant()));
    }

    private Tensor fixedPoint(Weights f, Tensor y) {
        int digits = y.dtype() == DType.FLOAT64 ? 53 : 24;
        int steps = (int) Math.ceil(-digits * StrictMath.log(2) / StrictMath.log(lipschitz));
        Tensor x = y;
        for (int k = 0; k < steps; k++) {
            x = Ops.subtract(y, f.apply(x));
        }
        return x;
    }
}

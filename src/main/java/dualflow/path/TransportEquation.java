package dualflow.path;

import dualflow.autodiff.Autodiff;
import dualflow.flow.Divergence;
import dualflow.flow.VelocityField;
import dualflow.op.Ops;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.function.UnaryOperator;

/**
 * The equations that a density and the field or stochastic equation that moves it satisfy, as residuals by exact derivatives: 0, but for rounding, at every time and point
 * if they belong together. Beigy's notes and ENM5310's notes, (5); Albergo et al. 2023.
 *
 * <pre>
 *   continuity      d/dt p + div(p v) = 0                    d/dt log p + div v + v . grad log p = 0
 *   Fokker-Planck   d/dt p + div(p f) - g^2/2 lap p = 0      d/dt log p + div f + f . grad log p - g^2/2 (lap log p + |grad log p|^2) = 0
 * </pre>
 *
 * <p>The logarithmic forms are the others divided by p; they keep their digits where p underflows. Derivatives in t and x are Jacobian-vector products, the Laplacian d
 * products of products. Times are [] or [..., n, 1], states [..., n, d], residuals [..., n].
 *
 * @param logDensity log p_t(x), such as {@code path::logDensity}
 */
public record TransportEquation(LogDensity logDensity) {
    /** A density's logarithm; rows are independent samples. */
    @FunctionalInterface
    public interface LogDensity {
        /**
         * The logarithm of the density.
         *
         * @param t the time
         * @param x the state, [..., n, d]
         * @return log p_t(x), [..., n]
         */
        Tensor at(Tensor t, Tensor x);
    }

    /**
     * The continuity equation.
     *
     * @equation d/dt p + div(p v)
     * @param v the velocity
     * @param t the time
     * @param x the state
     * @return the residual
     */
    public Tensor continuity(VelocityField v, Tensor t, Tensor x) {
        return Ops.add(timeDerivative(density(), t, x), divergence(times(density(), v), t, x));
    }

    /**
     * The continuity equation divided by p.
     *
     * @equation d/dt log p + div v + v . grad log p
     * @param v the velocity
     * @param t the time
     * @param x the state
     * @return the residual
     */
    public Tensor logContinuity(VelocityField v, Tensor t, Tensor x) {
        Divergence.Both both = Divergence.exact().of(v, t, x);
        Tensor along = dot(both.velocity(), gradient(logDensity).velocity(t, x));
        return Ops.add(timeDerivative(logDensity, t, x), Ops.add(both.divergence(), along));
    }

    /**
     * The Fokker-Planck equation of dx = f dt + g dW.
     *
     * @equation d/dt p + div(p f) - g^2/2 lap p
     * @param f the drift
     * @param g the diffusion, a program of the time
     * @param t the time
     * @param x the state
     * @return the residual
     */
    public Tensor fokkerPlanck(VelocityField f, UnaryOperator<Tensor> g, Tensor t, Tensor x) {
        return Ops.subtract(continuity(f, t, x), Ops.multiply(halfSquare(g, t), divergence(gradient(density()), t, x)));
    }

    /**
     * The Fokker-Planck equation of dx = f dt + g dW, divided by p.
     *
     * @equation d/dt log p + div f + f . grad log p - g^2/2 (lap log p + |grad log p|^2)
     * @param f the drift
     * @param g the diffusion, a program of the time
     * @param t the time
     * @param x the state
     * @return the residual
     */
    public Tensor logFokkerPlanck(VelocityField f, UnaryOperator<Tensor> g, Tensor t, Tensor x) {
        Divergence.Both gradient = Divergence.exact().of(gradient(logDensity), t, x);
        Tensor spread = Ops.add(gradient.divergence(), dot(gradient.velocity(), gradient.velocity()));
        return Ops.subtract(logContinuity(f, t, x), Ops.multiply(halfSquare(g, t), spread));
    }

    private LogDensity density() {
        return (t, x) -> Ops.exp(logDensity.at(t, x));
    }

    /** g^2/2, [] or one for each row. */
    private static Tensor halfSquare(UnaryOperator<Tensor> g, Tensor t) {
        Tensor diffusion = g.apply(t);
        Tensor half = Ops.scale(Ops.multiply(diffusion, diffusion), 0.5);
        return half.shape().rank() == 0 ? half : Ops.reshape(half, half.shape().leading(1));
    }

    private static Tensor timeDerivative(LogDensity p, Tensor t, Tensor x) {
        Tensor one = t.device().fill(t.dtype(), t.shape(), 1);
        return Autodiff.jvp(s -> p.at(s, x), t, one).tangent();
    }

    private static Tensor divergence(VelocityField field, Tensor t, Tensor x) {
        return Divergence.exact().of(field, t, x).divergence();
    }

    /** p v. */
    private static VelocityField times(LogDensity p, VelocityField v) {
        return (t, x) -> Ops.multiply(column(p.at(t, x)), v.velocity(t, x));
    }

    /** The gradient in x, by a product along each axis. */
    private static VelocityField gradient(LogDensity p) {
        return (t, x) -> {
            int d = x.shape().dim(-1);
            Tensor gradient = null;
            for (int i = 0; i < d; i++) {
                double[] axis = new double[d];
                axis[i] = 1;
                Tensor along = Ops.broadcast(x.device().tensor(x.dtype(), Shape.of(d), axis), x.shape());
                Tensor slope = column(Autodiff.jvp(y -> p.at(t, y), x, along).tangent());
                gradient = gradient == null ? slope : Ops.concat(gradient, slope, -1);
            }
            return gradient;
        };
    }

    private static Tensor dot(Tensor a, Tensor b) {
        return Ops.sum(Ops.multiply(a, b), 1);
    }

    private static Tensor column(Tensor x) {
        return Ops.insertAxes(x, x.shape().rank(), 1);
    }
}

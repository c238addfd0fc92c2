package dualflow.path;

import dualflow.autodiff.Autodiff;
import dualflow.op.Ops;
import dualflow.tensor.Tensor;
import java.util.function.UnaryOperator;

/**
 * A stochastic interpolant x_t = a(t) x0 + b(t) x1 + gamma(t) z between a source x0 and data x1 of any joint law, with z ~ N(0, I) independent of both. M. S. Albergo et al.,
 * "Stochastic interpolants: a unifying framework for flows and diffusions", 2023, whose alpha and beta are a and b here, where alpha is the data's factor. With gamma = 0 and
 * x0 ~ N(0, I) it is an {@link AffinePath}. Gamma is given by its square, whose rate is finite where that of gamma is not.
 *
 * @param source a, from 1 to 0
 * @param data b, from 0 to 1
 * @param variance gamma^2
 */
public record Interpolant(UnaryOperator<Tensor> source, UnaryOperator<Tensor> data, UnaryOperator<Tensor> variance) {
    /**
     * The line with the noise of a Brownian bridge: (1 - t) x0 + t x1 + scale sqrt(t (1 - t)) z. Albergo et al. take the scale sqrt(2). With pairs of {@code
     * EntropicTransport}, epsilon = 2 scale^2, it is the Schrödinger bridge of Tong et al. 2024.
     *
     * @param scale the noise's scale, 0 or more
     * @return the interpolant
     * @throws IllegalArgumentException if the scale is negative or not finite
     */
    public static Interpolant bridge(double scale) {
        requireScale(scale);
        return new Interpolant(
                Interpolant::oneMinus, t -> t, t -> Ops.scale(Ops.multiply(t, oneMinus(t)), scale * scale));
    }

    /**
     * The line with the same noise at all times: (1 - t) x0 + t x1 + sigma z, the path of conditional flow matching in Tong et al. 2024.
     *
     * @param sigma the noise's scale, 0 or more
     * @return the interpolant, which starts at the source and ends at the data, both blurred by N(0, sigma^2 I)
     * @throws IllegalArgumentException if the scale is negative or not finite
     */
    public static Interpolant tube(double sigma) {
        requireScale(sigma);
        return new Interpolant(
                Interpolant::oneMinus, t -> t, t -> t.device().fill(t.dtype(), t.shape(), sigma * sigma));
    }

    /**
     * The quarter of a circle with the noise of a bridge: cos(pi t / 2) x0 + sin(pi t / 2) x1 + scale sqrt(t (1 - t)) z, which keeps the variance of independent ends of variance 1
     * where the scale is 0.
     *
     * @param scale the noise's scale, 0 or more
     * @return the interpolant
     * @throws IllegalArgumentException if the scale is negative or not finite
     */
    public static Interpolant trigonometric(double scale) {
        NoiseSchedule cosine = new CosineSchedule();
        return new Interpolant(cosine::sigma, cosine::alpha, bridge(scale).variance());
    }

    private static void requireScale(double scale) {
        if (!(scale >= 0 && scale < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the noise's scale is " + scale + "; give a number from 0 on");
        }
    }

    private static Tensor oneMinus(Tensor t) {
        return Ops.shift(Ops.negate(t), 1);
    }

    /**
     * The state given both ends and the noise.
     *
     * @equation x_t = a x0 + b x1 + gamma z
     * @param t the times, [] or [..., 1]
     * @param x0 the source
     * @param x1 the data, of x0's shape
     * @param z draws of N(0, I), of x0's shape
     * @return x_t
     */
    public Tensor state(Tensor t, Tensor x0, Tensor x1, Tensor z) {
        Tensor ends = Ops.add(Ops.multiply(source.apply(t), x0), Ops.multiply(data.apply(t), x1));
        return Ops.add(ends, Ops.multiply(Ops.sqrt(variance.apply(t)), z));
    }

    /**
     * The velocity given both ends and the noise, the target of a loss whose minimiser is the velocity of {@link InterpolantPath}.
     *
     * @equation a' x0 + b' x1 + gamma' z
     * @param t the times
     * @param x0 the source
     * @param x1 the data
     * @param z the noise
     * @return d x_t / dt
     * @throws UndefinedAtTimeException if gamma' is infinite, as at both ends of a bridge
     */
    public Tensor velocity(Tensor t, Tensor x0, Tensor x1, Tensor z) {
        Tensor gammaRate = rate(s -> Ops.sqrt(variance.apply(s)), t);
        Coefficients.require(t, "the velocity given x0, x1 and z is not finite", "gamma'", gammaRate, false);
        Tensor ends = Ops.add(Ops.multiply(rate(source, t), x0), Ops.multiply(rate(data, t), x1));
        return Ops.add(ends, Ops.multiply(gammaRate, z));
    }

    /** The derivative of a factor. */
    static Tensor rate(UnaryOperator<Tensor> factor, Tensor t) {
        return Autodiff.jvp(factor, t, t.device().fill(t.dtype(), t.shape(), 1)).tangent();
    }
}

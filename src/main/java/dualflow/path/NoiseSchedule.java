package dualflow.path;

import dualflow.autodiff.Autodiff;
import dualflow.op.Ops;
import dualflow.tensor.Tensor;
import java.util.function.UnaryOperator;

/**
 * The factors of a path x_t = alpha(t) x1 + sigma(t) x0 from noise x0 ~ N(0, I), t = 0, to data x1, t = 1. Each factor is written once, as a
 * program; rates are its derivatives by forward mode, so that they cannot disagree.
 *
 * <p>The source p_0 is N(0, I) where alpha(0) = 0 and sigma(0) = 1. Of the schedules here two differ: {@link VariancePreserving} keeps a
 * little of the data, alpha(0) = 0.0066, and {@link VarianceExploding} all of it, under noise of scale sigma(0) = 50. Their p_0
 * is the law of alpha(0) x1 + sigma(0) x0, for which samplers take N(0, sigma(0)^2 I), as {@link #source} does.
 *
 * <p>Alpha increases and sigma decreases, both are not negative, and alpha(1) = 1. Times may be of any shape.
 */
public interface NoiseSchedule {
    /**
     * The factor of the data.
     *
     * @param t the times, from 0 to 1
     * @return alpha(t), of t's shape
     */
    Tensor alpha(Tensor t);

    /**
     * The factor of the noise.
     *
     * @param t the times, from 0 to 1
     * @return sigma(t), of t's shape
     */
    Tensor sigma(Tensor t);

    /**
     * The time at which data and noise have a given ratio, the inverse of alpha/sigma. A ratio that the schedule does not reach gives a
     * time outside of [0, 1], or NaN.
     *
     * @param alpha the factor of the data, 0 or more
     * @param sigma the factor of the noise, 0 or more, not 0 where alpha is
     * @return the t with alpha(t) : sigma(t) = alpha : sigma
     */
    Tensor timeOf(Tensor alpha, Tensor sigma);

    /**
     * The variance of the noise. Where sigma is its square root and reaches 0, as in variance preserving schedules, the variance has a finite rate and
     * sigma has not; {@link #sigmaDiverges} says so.
     *
     * @param t the times, from 0 to 1
     * @return sigma(t)^2, of t's shape
     */
    default Tensor variance(Tensor t) {
        Tensor sigma = sigma(t);
        return Ops.multiply(sigma, sigma);
    }

    /**
     * Whether the rate of sigma is infinite at t = 1. Velocities there are then finite only as limits, which are taken by the rate of the variance.
     *
     * @return whether sigma'(1) = -infinity
     */
    default boolean sigmaDiverges() {
        return false;
    }

    /**
     * The rate of alpha.
     *
     * @equation alpha'(t)
     * @param t the times, from 0 to 1
     * @return d alpha / dt, of t's shape
     */
    default Tensor alphaRate(Tensor t) {
        return rate(this::alpha, t);
    }

    /**
     * The rate of sigma, which is -infinity at t = 1 where {@link #sigmaDiverges}.
     *
     * @equation sigma'(t)
     * @param t the times, from 0 to 1
     * @return d sigma / dt, of t's shape
     */
    default Tensor sigmaRate(Tensor t) {
        return rate(this::sigma, t);
    }

    /**
     * Half the rate of the variance, sigma sigma'; finite where sigma' is not.
     *
     * @equation (sigma^2)'(t) / 2
     * @param t the times, from 0 to 1
     * @return half of d sigma^2 / dt, of t's shape
     */
    default Tensor halfVarianceRate(Tensor t) {
        return Ops.scale(rate(this::variance, t), 0.5);
    }

    /**
     * A sample of the source from which a flow is solved.
     *
     * @param x0 draws of N(0, I)
     * @return sigma(0) x0: exactly p_0 where alpha(0) = 0, and without the little or not so little of the data that p_0 holds otherwise
     */
    default Tensor source(Tensor x0) {
        return Ops.multiply(sigma(x0.device().scalar(x0.dtype(), 0)), x0);
    }

    private static Tensor rate(UnaryOperator<Tensor> factor, Tensor t) {
        return Autodiff.jvp(factor, t, t.device().fill(t.dtype(), t.shape(), 1)).tangent();
    }
}

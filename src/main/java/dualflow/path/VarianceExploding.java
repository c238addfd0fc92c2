package dualflow.path;

import dualflow.op.Ops;
import dualflow.tensor.Tensor;

/**
 * alpha = 1, sigma = sigmaMin (sigmaMax / sigmaMin)^(1 - t): the data stay as they are and noise falls geometrically. Song et al., "Score-based generative
 * modeling through stochastic differential equations", ICLR 2021, time reversed; Lipman et al. 2023, whose general form the
 * notes leave blank.
 *
 * <p>The source p_0 is the data blurred by N(0, sigmaMax^2 I), for which samplers take N(0, sigmaMax^2 I); at t = 1 the data blurred by N(0, sigmaMin^2 I) are
 * reached.
 *
 * @param sigmaMin the scale of the noise at t = 1, above 0
 * @param sigmaMax the scale of the noise at t = 0, above sigmaMin
 */
public record VarianceExploding(double sigmaMin, double sigmaMax) implements NoiseSchedule {
    /**
     * Checks the scales.
     *
     * @param sigmaMin the scale of the noise at t = 1
     * @param sigmaMax the scale of the noise at t = 0
     * @throws IllegalArgumentException if they are not 0 &lt; sigmaMin &lt; sigmaMax, both finite
     */
    public VarianceExploding {
        if (!(sigmaMin > 0 && sigmaMin < sigmaMax && sigmaMax < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "the noise falls from " + sigmaMax + " to " + sigmaMin + "; give 0 < sigma_min < sigma_max");
        }
    }

    /** With the usual scales, from 50 to 0.01. */
    public VarianceExploding() {
        this(0.01, 50);
    }

    @Override
    public Tensor alpha(Tensor t) {
        return t.device().fill(t.dtype(), t.shape(), 1);
    }

    @Override
    public Tensor sigma(Tensor t) {
        Tensor base = t.device().scalar(t.dtype(), sigmaMax / sigmaMin);
        return Ops.scale(Ops.pow(base, Ops.shift(Ops.negate(t), 1)), sigmaMin);
    }

    @Override
    public Tensor timeOf(Tensor alpha, Tensor sigma) {
        Tensor logRatio = Ops.log(Ops.divide(sigma, Ops.scale(alpha, sigmaMin)));
        return Ops.shift(Ops.scale(logRatio, -1 / StrictMath.log(sigmaMax / sigmaMin)), 1);
    }
}

package dualflow.path;

import dualflow.op.Ops;
import dualflow.tensor.Tensor;

/**
 * alpha = t, sigma = 1 - (1 - sigmaMin) t: with sigmaMin = 0 the linear or conditional optimal transport (CondOT) schedule of the paper's (1), of rectified
 * flow, and of the conical Gaussian paths N(t x1, (1-t)^2 I); with sigmaMin greater the path of Lipman et al., "Flow matching for generative
 * modeling", ICLR 2023, which ends in the data blurred by N(0, sigmaMin^2 I).
 *
 * @param sigmaMin the scale of the noise that is left at t = 1, from 0 to below 1
 */
public record LinearSchedule(double sigmaMin) implements NoiseSchedule {
    /**
     * Checks the scale.
     *
     * @param sigmaMin the scale of the noise that is left at t = 1
     * @throws IllegalArgumentException if sigmaMin is not from 0 to below 1
     */
    public LinearSchedule {
        if (!(sigmaMin >= 0 && sigmaMin < 1)) {
            throw new IllegalArgumentException("sigma_min is " + sigmaMin + "; give a number from 0 to below 1");
        }
    }

    /** Without noise at t = 1: alpha = t, sigma = 1 - t. */
    public LinearSchedule() {
        this(0);
    }

    @Override
    public Tensor alpha(Tensor t) {
        return t;
    }

    @Override
    public Tensor sigma(Tensor t) {
        return Ops.add(Ops.shift(Ops.negate(t), 1), Ops.scale(t, sigmaMin));
    }

    @Override
    public Tensor timeOf(Tensor alpha, Tensor sigma) {
        return Ops.divide(alpha, Ops.add(sigma, Ops.scale(alpha, 1 - sigmaMin)));
    }
}

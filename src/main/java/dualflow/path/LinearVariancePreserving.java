package dualflow.path;

import dualflow.op.Ops;
import dualflow.tensor.Tensor;

/**
 * alpha = t, sigma = sqrt(1 - t^2): variance preserving with linear alpha. Lipman et al., "Flow matching guide and code", 2024. At t = 1 the rate of sigma is
 * infinite.
 */
public record LinearVariancePreserving() implements NoiseSchedule {
    @Override
    public Tensor alpha(Tensor t) {
        return t;
    }

    @Override
    public Tensor sigma(Tensor t) {
        return Ops.sqrt(variance(t));
    }

    /** As (1 - t)(1 + t) in the later half, so that no digits are lost at either end, also of its rate. */
    @Override
    public Tensor variance(Tensor t) {
        Tensor rest = Ops.shift(Ops.negate(t), 1);
        return Ops.where(
                Ops.relu(Ops.compare(t, rest)),
                Ops.multiply(rest, Ops.shift(t, 1)),
                Ops.shift(Ops.negate(Ops.multiply(t, t)), 1));
    }

    @Override
    public boolean sigmaDiverges() {
        return true;
    }

    @Override
    public Tensor timeOf(Tensor alpha, Tensor sigma) {
        return Ops.divide(alpha, Ops.sqrt(Ops.add(Ops.multiply(alpha, alpha), Ops.multiply(sigma, sigma))));
    }
}

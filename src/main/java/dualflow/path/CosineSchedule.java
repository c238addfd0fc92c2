package dualflow.path;

import dualflow.op.Ops;
import dualflow.tensor.Tensor;

/**
 * alpha = sin(pi t / 2), sigma = cos(pi t / 2): a quarter circle at constant speed, so that alpha^2 + sigma^2 = 1. Albergo and Vanden-Eijnden, "Building
 * normalizing flows with stochastic interpolants", ICLR 2023; Nichol and Dhariwal, "Improved denoising diffusion probabilistic models", ICML 2021, without
 * their offset.
 */
public record CosineSchedule() implements NoiseSchedule {
    @Override
    public Tensor alpha(Tensor t) {
        return sine(t, complement(t));
    }

    @Override
    public Tensor sigma(Tensor t) {
        return sine(complement(t), t);
    }

    /** sin(pi s / 2), in its later half as the cosine of the rest: so it and its rate are exact at both ends. */
    private static Tensor sine(Tensor s, Tensor rest) {
        return Ops.where(
                Ops.relu(Ops.compare(s, rest)),
                Ops.cos(Ops.scale(rest, Math.PI / 2)),
                Ops.sin(Ops.scale(s, Math.PI / 2)));
    }

    private static Tensor complement(Tensor t) {
        return Ops.shift(Ops.negate(t), 1);
    }

    /** The angle arctan(alpha / sigma) over pi / 2. */
    @Override
    public Tensor timeOf(Tensor alpha, Tensor sigma) {
        return Ops.scale(Ops.atan2(alpha, sigma), 2 / Math.PI);
    }
}

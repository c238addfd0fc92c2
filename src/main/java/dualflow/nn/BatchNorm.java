package dualflow.nn;

import dualflow.op.Ops;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;

/**
 * Batch normalisation of the channels, which are the last axis: y = (x - m) w / sqrt(v + epsilon) + b, PyTorch's {@code
 * BatchNorm1d} and {@code BatchNorm2d}. Ioffe and Szegedy, ICML 2015.
 *
 * <p>In training m and v are mean and biased variance over all axes but the last, and the pass records the running
 * statistics r' = (1 - momentum) r + momentum s, with s the mean, or the unbiased variance n v / (n - 1), and the number of
 * batches plus 1. Outside training m and v are the running statistics.
 *
 * @param channels length of the last axis
 * @param epsilon the constant added to the variance
 * @param momentum the weight of a batch in the running statistics
 */
public record BatchNorm(int channels, double epsilon, double momentum) implements Layer {
    /**
     * PyTorch's defaults, epsilon = 1e-5 and momentum = 0.1.
     *
     * @param channels length of the last axis
     */
    public BatchNorm(int channels) {
        this(channels, 1e-5, 0.1);
    }

    @Override
    public Specification specification() {
        return Specification.of(
                Parameter.trained("weight", Layout.IDENTITY, new Initialisation.Constant(1), channels),
                Parameter.trained("bias", Layout.IDENTITY, new Initialisation.Constant(0), channels),
                Parameter.buffer("running_mean", 0, channels),
                Parameter.buffer("running_var", 1, channels),
                Parameter.buffer("num_batches_tracked", 0));
    }

    /**
     * Normalises the channels.
     *
     * @param pass has weight, bias and running statistics
     * @param x [..., channels]
     * @return the normalised tensor, of x's shape
     * @throws ShapeException if the last axis has another length, or in training there is only one element for each channel
     */
    public Tensor apply(Pass pass, Tensor x) {
        if (x.shape().rank() == 0 || x.shape().dim(-1) != channels) {
            throw new ShapeException("a batch norm of " + channels + " channels got the shape " + x.shape()
                    + "; the last axis must have length " + channels);
        }
        if (!pass.isTraining()) {
            Tensor centred = Ops.subtract(x, pass.get("running_mean"));
            return scaled(pass, centred, pass.get("running_var"));
        }
        int count = x.shape().size() / channels;
        if (count < 2) {
            throw new ShapeException("batch norm in training needs at least 2 numbers for each channel, got the shape "
                    + x.shape() + "; take a larger batch or evaluate outside training");
        }
        Shape each = Shape.of(channels);
        Tensor mean = Ops.scale(Ops.sumTo(x, each), 1.0 / count);
        Tensor centred = Ops.subtract(x, mean);
        Tensor variance = Ops.scale(Ops.sumTo(Ops.multiply(centred, centred), each), 1.0 / count);
        // The running statistics are not differentiated: they are computed from values.
        update(pass, "running_mean", Ops.stopGradient(mean));
        update(pass, "running_var", Ops.scale(Ops.stopGradient(variance), count / (count - 1.0)));
        pass.setBuffer("num_batches_tracked", Ops.shift(pass.get("num_batches_tracked"), 1));
        return scaled(pass, centred, variance);
    }

    private Tensor scaled(Pass pass, Tensor centred, Tensor variance) {
        return Ops.add(Ops.multiply(centred, factor(pass, variance)), pass.get("bias"));
    }

    /** w / sqrt(v + epsilon) outside training, [channels]. */
    Tensor factor(Pass pass) {
        return factor(pass, pass.get("running_var"));
    }

    private Tensor factor(Pass pass, Tensor variance) {
        return Ops.divide(pass.get("weight"), Ops.sqrt(Ops.shift(variance, epsilon)));
    }

    private void update(Pass pass, String name, Tensor statistic) {
        Tensor running = Ops.stopGradient(pass.get(name));
        pass.setBuffer(name, Ops.add(Ops.scale(running, 1 - momentum), Ops.scale(statistic, momentum)));
    }
}

package dualflow.nn;

import dualflow.op.Ops;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;

/**
 * Group normalisation of the channels, which are the last axis: y = (x - m) / sqrt(v + epsilon) w + b, with m and v the mean and
 * biased variance over the positions and the channels of one group, for each sample. PyTorch's {@code GroupNorm}; Wu and He,
 * ECCV 2018.
 *
 * @param groups the number of groups of consecutive channels
 * @param channels length of the last axis, a multiple of the groups
 * @param positionAxes the number of position axes before the channels: 2 for images, 1 for tokens, 0 for vectors
 * @param epsilon the constant added to the variance
 */
public record GroupNorm(int groups, int channels, int positionAxes, double epsilon) implements Layer {
    /**
     * Checks the components.
     *
     * @param groups the number of groups of consecutive channels
     * @param channels length of the last axis, a multiple of the groups
     * @param positionAxes the number of position axes before the channels
     * @param epsilon the constant added to the variance
     * @throws ShapeException if the channels are not a multiple of the groups
     */
    public GroupNorm {
        if (groups < 1 || channels < 1 || channels % groups != 0) {
            throw new ShapeException("a group norm needs channels that are a multiple of its groups, got " + channels
                    + " channels and " + groups + " groups");
        }
    }

    /**
     * For images, with PyTorch's default epsilon = 1e-5.
     *
     * @param groups the number of groups of consecutive channels
     * @param channels length of the last axis, a multiple of the groups
     */
    public GroupNorm(int groups, int channels) {
        this(groups, channels, 2, 1e-5);
    }

    @Override
    public Specification specification() {
        return Specification.of(
                Parameter.trained("weight", Layout.IDENTITY, new Initialisation.Constant(1), channels),
                Parameter.trained("bias", Layout.IDENTITY, new Initialisation.Constant(0), channels));
    }

    /**
     * Normalises the channels.
     *
     * @param pass has weight and bias
     * @param x [..., positions, channels]
     * @return the normalised tensor, of x's shape
     * @throws ShapeException if the last axis has another length
     */
    public Tensor apply(Pass pass, Tensor x) {
        if (x.shape().rank() <= positionAxes || x.shape().dim(-1) != channels) {
            throw new ShapeException("a group norm of " + channels + " channels and " + positionAxes
                    + " axes of positions got the shape " + x.shape() + "; the last axis must have length " + channels);
        }
        return Ops.groupNorm(x, pass.get("weight"), pass.get("bias"), positionAxes, groups, epsilon);
    }
}

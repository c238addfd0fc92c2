package dualflow.nn;

import dualflow.op.Ops;
import dualflow.op.Sum;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.Arrays;

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
        return normalise(x, pass.get("weight"), pass.get("bias"), positionAxes, groups, epsilon);
    }

    /**
     * Group normalisation, (x - m) / sqrt(v + epsilon) w + b with m and v the mean and the biased variance over the positions and the
     * channels of one group, for each sample. A recorded program runs it, a following silu and their derivatives in one launch, where the
     * device can.
     *
     * @param x [..., positions, channels]
     * @param weight w, [channels]
     * @param bias b, [channels]
     * @param positionAxes the number of position axes before the channels
     * @param groups the number of groups of consecutive channels, a divisor of the number of channels
     * @param epsilon the constant added to the variance
     * @return the normalised tensor, of x's shape
     * @throws ShapeException if x has fewer axes, or its channels are not a multiple of the groups
     */
    public static Tensor normalise(Tensor x, Tensor weight, Tensor bias, int positionAxes, int groups, double epsilon) {
        requireGroups(x.shape(), positionAxes, groups);
        Tensor centred = Ops.subtract(x, groupMean(x, positionAxes, groups));
        Tensor variance = groupMean(Ops.multiply(centred, centred), positionAxes, groups);
        return Ops.add(Ops.multiply(Ops.divide(centred, Ops.sqrt(Ops.shift(variance, epsilon))), weight), bias);
    }

    private static void requireGroups(Shape shape, int positionAxes, int groups) {
        if (positionAxes < 0 || shape.rank() <= positionAxes) {
            throw new ShapeException("group normalisation needs " + positionAxes
                    + " axes of positions, at least 0, and one of channels, got the shape " + shape);
        }
        int channels = shape.dim(-1);
        if (groups < 1 || channels < 1 || channels % groups != 0) {
            throw new ShapeException("group normalisation needs channels that are a multiple of its groups, got "
                    + channels + " channels and " + groups + " groups");
        }
    }

    /**
     * The mean over the positions and the channels of one group, repeated for each of these channels: [..., 1 for each position axis,
     * channels], so that the ops after it work on long rows.
     */
    private static Tensor groupMean(Tensor x, int positionAxes, int groups) {
        int channels = x.shape().dim(-1);
        Shape samples = x.shape().leading(positionAxes + 1);
        int size = x.shape().trailing(positionAxes + 1).size();
        Shape split = Shape.of(size / channels, groups, channels / groups);
        Tensor sums = new Sum(split, Shape.of(1, groups, 1)).on(Ops.reshape(x, samples.then(split)));
        int[] row = new int[positionAxes + 1];
        Arrays.fill(row, 1);
        row[positionAxes] = channels;
        Shape spread = samples.then(Shape.of(1, groups, channels / groups));
        return Ops.scale(Ops.reshape(Ops.broadcast(sums, spread), samples.then(Shape.of(row))), (double) groups / size);
    }
}

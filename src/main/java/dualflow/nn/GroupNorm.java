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
 * @param groups how many groups of consecutive channels
 * @param channels length of the last axis, a multiple of the groups
 * @param positionAxes how many axes of positions stand before the channels: 2 for images, 1 for tokens, 0 for vectors
 * @param epsilon what is added to the variance
 */
public record GroupNorm(int groups, int channels, int positionAxes, double epsilon) implements Layer {
    /**
     * Checks the components.
     *
     * @param groups how many groups of consecutive channels
     * @param channels length of the last axis, a multiple of the groups
     * @param positionAxes how many axes of positions stand before the channels
     * @param epsilon what is added to the variance
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
     * @param groups how many groups of consecutive channels
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
     * @param pass where weight and bias are
     * @param x [..., positions, channels]
     * @return the normalised numbers, of x's shape
     * @throws ShapeException if the last axis has another length
     */
    public Tensor apply(Pass pass, Tensor x) {
        if (x.shape().rank() <= positionAxes || x.shape().dim(-1) != channels) {
            throw new ShapeException("a group norm of " + channels + " channels and " + positionAxes
                    + " axes of positions got the shape " + x.shape() + "; the last axis must have length " + channels);
        }
        Tensor centred = Ops.subtract(x, mean(x));
        Tensor deviation = Ops.sqrt(Ops.shift(mean(Ops.multiply(centred, centred)), epsilon));
        return Ops.add(Ops.multiply(Ops.divide(centred, deviation), pass.get("weight")), pass.get("bias"));
    }

    /**
     * The mean over the positions and the channels of one group, repeated for each of these channels: [..., 1 for each axis of
     * positions, channels], so that what comes after works on long rows of numbers.
     */
    private Tensor mean(Tensor x) {
        Shape samples = x.shape().leading(positionAxes + 1);
        int size = x.shape().trailing(positionAxes + 1).size();
        Shape split = Shape.of(size / channels, groups, channels / groups);
        Sum sum = new Sum(split, Shape.of(1, groups, 1));
        Tensor sums = sum.on(Ops.reshape(x, samples.then(split)));
        int[] row = new int[positionAxes + 1];
        Arrays.fill(row, 1);
        row[positionAxes] = channels;
        Shape spread = samples.then(Shape.of(1, groups, channels / groups));
        Tensor repeated = Ops.reshape(Ops.broadcast(sums, spread), samples.then(Shape.of(row)));
        return Ops.scale(repeated, (double) groups / size);
    }
}

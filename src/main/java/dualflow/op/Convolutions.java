package dualflow.op;

import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * What {@link Convolution}, {@link TransposedConvolution} and {@link ConvolutionWeights} share; {@code opencl/include/convolutions.cl}
 * has the same loops. Position i of the smaller image corresponds to position i * stride - padding + k of the larger one through tap k of
 * the kernel.
 *
 * @param stride the stride, in positions of the larger image
 * @param padding zero padding of the larger image on each side
 */
public record Convolutions(int stride, int padding) {
    /**
     * Checks the components.
     *
     * @param stride the stride, in positions of the larger image
     * @param padding zero padding of the larger image on each side
     * @throws ShapeException if the stride is not positive or the padding negative
     */
    public Convolutions {
        if (stride < 1 || padding < 0) {
            throw new ShapeException("a convolution needs a stride of at least 1 and no negative padding, not " + stride
                    + " and " + padding);
        }
    }

    /** The number of positions of a kernel in an axis. */
    int positions(int length, int kernel) {
        return positions(length, kernel, stride, padding);
    }

    static int positions(int length, int kernel, int stride, int padding) {
        long slack = length + 2L * padding - kernel;
        if (kernel < 1 || slack < 0) {
            throw new ShapeException("a kernel of length " + kernel + " does not fit in an axis of length " + length
                    + " with padding " + padding);
        }
        if (slack / stride >= Integer.MAX_VALUE) {
            throw new ShapeException("padding " + padding + " makes the axis too long");
        }
        return (int) (slack / stride) + 1;
    }

    /** Refuses a smaller image that does not belong to the larger one. */
    void require(Shape larger, int kernelHeight, int kernelWidth, Shape smaller) {
        int height = positions(larger.dim(-3), kernelHeight);
        int width = positions(larger.dim(-2), kernelWidth);
        if (smaller.dim(-3) != height || smaller.dim(-2) != width) {
            throw new ShapeException("a kernel of " + kernelHeight + " by " + kernelWidth + " has " + height + " by "
                    + width + " positions in " + larger + ", not those of " + smaller);
        }
    }

    static void requireChannels(Shape image, Shape weights) {
        if (image.dim(-1) != weights.dim(-2)) {
            throw new ShapeException(
                    "the image has " + image.dim(-1) + " channels, the weights take " + weights.dim(-2));
        }
    }

    /**
     * The index that a tap of the kernel reads for a position of the result.
     *
     * @param position along one axis of the result
     * @param k the tap
     * @param length the length of the argument's axis
     * @param transposed whether the result is the larger image
     * @return the index along the argument's axis, or -1 where the tap is outside
     */
    public int source(int position, int k, int length, boolean transposed) {
        int at = transposed ? position + padding - k : position * stride - padding + k;
        if (transposed) {
            at = at >= 0 && at % stride == 0 ? at / stride : -1;
        }
        return at >= 0 && at < length ? at : -1;
    }

    /**
     * The weights' cotangent from a larger image and a smaller one, one of them a cotangent. Adjacent leading axes along
     * which the weights repeat become the batch that {@link ConvolutionWeights} sums; what remains is summed after it.
     */
    Tensor weights(Tensor larger, Tensor smaller, Shape weights) {
        Shape axes = Shape.broadcast(
                List.of(larger.shape().leading(3), smaller.shape().leading(3)));
        Shape own = weights.leading(4);
        int repeated = 0;
        while (repeated < axes.rank() && (repeated >= own.rank() || own.dim(-repeated - 1) == 1)) {
            repeated++;
        }
        Tensor sum = new ConvolutionWeights(stride, padding, weights.dim(-4), weights.dim(-3))
                .on(batched(larger, axes, repeated), batched(smaller, axes, repeated));
        Shape front = repeated >= own.rank() ? Shape.SCALAR : own.leading(repeated);
        return Ops.reshape(Ops.sumTo(sum, front.then(weights.trailing(4))), weights);
    }

    /** The last leading axes, broadcast where necessary and flattened to one. */
    private static Tensor batched(Tensor image, Shape axes, int count) {
        Shape own = image.shape().leading(3);
        Shape batch = axes.trailing(count);
        Shape front = own.leading(Math.min(count, own.rank()));
        Shape block = image.shape().trailing(3);
        Tensor whole = Ops.broadcast(image, front.then(batch).then(block));
        return Ops.reshape(whole, front.then(Shape.of(batch.size())).then(block));
    }
}

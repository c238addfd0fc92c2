package dualflow.nn;

import dualflow.op.Ops;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;

/**
 * The convolution of images with a square kernel, PyTorch's {@code Conv2d}; {@link dualflow.op.Convolution} has the equation.
 *
 * @param in channels of the images
 * @param out channels of the result
 * @param window height and width of the kernel
 * @param stride how far the kernel moves from one result to the next
 * @param padding how many zeros are thought around the images
 * @param bias whether a bias is added
 */
public record Convolution(int in, int out, int window, int stride, int padding, boolean bias) implements Layer {
    /**
     * Checks the components.
     *
     * @param in channels of the images, at least 1
     * @param out channels of the result, at least 1
     * @param window height and width of the kernel, at least 1
     * @param stride how far the kernel moves from one result to the next, at least 1
     * @param padding how many zeros are thought around the images
     * @param bias whether a bias is added
     * @throws ShapeException if a size is too small
     */
    public Convolution {
        requireSizes("a convolution", in, out, window, stride, padding);
    }

    /**
     * A 3x3 convolution that keeps height and width, with a bias.
     *
     * @param in channels of the images
     * @param out channels of the result
     * @return the layer
     */
    public static Convolution same3x3(int in, int out) {
        return new Convolution(in, out, 3, 1, 1, true);
    }

    /**
     * A 1x1 convolution, a linear map of the channels of each pixel.
     *
     * @param in channels of the images
     * @param out channels of the result
     * @param bias whether a bias is added
     * @return the layer
     */
    public static Convolution pointwise(int in, int out, boolean bias) {
        return new Convolution(in, out, 1, 1, 0, bias);
    }

    @Override
    public Specification specification() {
        return specification(Layout.CONVOLUTION, window, in, out, window * window * in, bias);
    }

    /**
     * Applies the convolution.
     *
     * @param pass where the weight [window, window, in, out] and the bias [out] are
     * @param x images, [..., H, W, in]
     * @return images, [..., H', W', out] with H' = floor((H + 2 padding - window) / stride) + 1 and W' likewise
     * @throws ShapeException if the images have other channels or are smaller than the kernel
     */
    public Tensor apply(Pass pass, Tensor x) {
        requireImage("a convolution", in, x);
        Tensor y = Ops.convolution(x, pass.get("weight"), stride, padding);
        return bias ? Ops.add(y, pass.get("bias")) : y;
    }

    static Specification specification(Layout layout, int window, int in, int out, int fanIn, boolean bias) {
        Initialisation initialisation = Initialisation.fanIn(fanIn);
        Parameter weight = Parameter.trained("weight", layout, initialisation, window, window, in, out);
        return bias
                ? Specification.of(weight, Parameter.trained("bias", Layout.IDENTITY, initialisation, out))
                : Specification.of(weight);
    }

    static void requireSizes(String what, int in, int out, int window, int stride, int padding) {
        if (in < 1 || out < 1 || window < 1 || stride < 1 || padding < 0) {
            throw new ShapeException(
                    what + " has at least one channel on each side, a kernel and a stride of at least 1"
                            + " and no negative padding, got " + in + " and " + out + " channels, kernel " + window
                            + ", stride "
                            + stride + ", padding " + padding);
        }
    }

    static void requireImage(String what, int in, Tensor x) {
        Shape shape = x.shape();
        if (shape.rank() < 3 || shape.dim(-1) != in) {
            throw new ShapeException(what + " of " + in + " channels got the shape " + shape
                    + "; it needs images [..., height, width, " + in + "]");
        }
    }
}

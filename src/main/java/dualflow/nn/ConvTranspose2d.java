package dualflow.nn;

import dualflow.op.Ops;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;

/**
 * The transposed convolution of images with a square kernel and a bias, PyTorch's {@code ConvTranspose2d}; {@link
 * dualflow.op.TransposedConvolution} has the equation.
 *
 * @param in channels of the images
 * @param out channels of the result
 * @param window height and width of the kernel
 * @param stride the stride in the result
 * @param padding the number of pixels cropped on each side of the result
 */
public record ConvTranspose2d(int in, int out, int window, int stride, int padding) implements Layer {
    /**
     * Checks the components.
     *
     * @param in channels of the images, at least 1
     * @param out channels of the result, at least 1
     * @param window height and width of the kernel, at least 1
     * @param stride the stride in the result, at least 1
     * @param padding the number of pixels cropped on each side of the result
     * @throws ShapeException if a size is too small
     */
    public ConvTranspose2d {
        Conv2d.requireSizes("a transposed convolution", in, out, window, stride, padding);
    }

    @Override
    public Specification specification() {
        // PyTorch takes the fan-in from the weight's second axis, which is out here.
        return Conv2d.specification(
                Layout.TRANSPOSED_CONVOLUTION, window, in, out, true, Initialisation.fanIn(window * window * out));
    }

    /**
     * Applies the transposed convolution.
     *
     * @param pass where the weight [window, window, in, out] and the bias [out] are
     * @param x images, [..., H, W, in]
     * @return images, [..., H', W', out] with H' = (H - 1) stride - 2 padding + window and W' likewise
     * @throws ShapeException if the images have other channels
     */
    public Tensor apply(Pass pass, Tensor x) {
        Conv2d.requireImage("a transposed convolution", in, x);
        int height = length(x.shape().dim(-3));
        int width = length(x.shape().dim(-2));
        Tensor y = Ops.transposedConvolution(x, pass.get("weight"), stride, padding, height, width);
        return Ops.add(y, pass.get("bias"));
    }

    private int length(int positions) {
        return (positions - 1) * stride - 2 * padding + window;
    }
}

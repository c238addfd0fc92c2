package dualflow.nn;

import dualflow.op.Ops;
import dualflow.op.WinogradWeights;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.function.Supplier;

/**
 * The convolution of images with a square kernel, PyTorch's {@code Conv2d}; {@link dualflow.op.Convolution} has the equation.
 *
 * @param in channels of the images
 * @param out channels of the result
 * @param window height and width of the kernel
 * @param stride the stride, the same along both axes
 * @param padding zero padding of p on each side
 * @param bias whether a bias is added
 * @param initialisation how weights and bias are initialised
 */
public record Conv2d(int in, int out, int window, int stride, int padding, boolean bias, Initialisation initialisation)
        implements Layer {
    /** With fewer positions reading the weights dominates, and Winograd's are four times as many. */
    private static final int FEWEST_POSITIONS = 128;

    /** Channels in multiples of this many keep Winograd's products efficient. */
    private static final int CHANNEL_MULTIPLE = 16;

    /** With fewer channels the transforms before and after the products dominate. */
    private static final int FEWEST_CHANNELS = 32;

    /**
     * Checks the components.
     *
     * @param in channels of the images, at least 1
     * @param out channels of the result, at least 1
     * @param window height and width of the kernel, at least 1
     * @param stride the stride, at least 1
     * @param padding zero padding of p on each side
     * @param bias whether a bias is added
     * @param initialisation how weights and bias are initialised
     * @throws ShapeException if a size is too small
     */
    public Conv2d {
        requireSizes("a convolution", in, out, window, stride, padding);
    }

    /**
     * A convolution with PyTorch's initialisation.
     *
     * @param in channels of the images, at least 1
     * @param out channels of the result, at least 1
     * @param window height and width of the kernel, at least 1
     * @param stride the stride, at least 1
     * @param padding zero padding of p on each side
     * @param bias whether a bias is added
     * @throws ShapeException if a size is too small
     */
    public Conv2d(int in, int out, int window, int stride, int padding, boolean bias) {
        this(in, out, window, stride, padding, bias, Initialisation.fanIn(window * window * in));
    }

    /**
     * A 3x3 convolution that keeps height and width, with a bias.
     *
     * @param in channels of the images
     * @param out channels of the result
     * @return the layer
     */
    public static Conv2d same3x3(int in, int out) {
        return new Conv2d(in, out, 3, 1, 1, true);
    }

    /**
     * A 1x1 convolution, a linear map of the channels of each pixel.
     *
     * @param in channels of the images
     * @param out channels of the result
     * @param bias whether a bias is added
     * @return the layer
     */
    public static Conv2d pointwise(int in, int out, boolean bias) {
        return new Conv2d(in, out, 1, 1, 0, bias);
    }

    @Override
    public Specification specification() {
        return specification(Layout.CONVOLUTION, window, in, out, bias, initialisation);
    }

    /**
     * Applies the convolution; in training and inference by Winograd's algorithm where the images' shape makes that faster.
     *
     * @param pass where the weight [window, window, in, out] and the bias [out] are
     * @param x images, [..., H, W, in]
     * @return images, [..., H', W', out] with H' = floor((H + 2 padding - window) / stride) + 1 and W' likewise
     * @throws ShapeException if the images have other channels or are smaller than the kernel
     */
    public Tensor apply(Pass pass, Tensor x) {
        requireImage("a convolution", in, x);
        Tensor y;
        if (pass.isInference()) {
            y = infer(pass, x, () -> pass.get("weight"));
        } else if (pass.isTraining() && isQuickerByWinograd(x.shape())) {
            y = Ops.convolutionByWinograd(x, pass.get("weight"), padding);
        } else {
            y = Ops.convolution(x, pass.get("weight"), stride, padding);
        }
        return bias ? Ops.add(y, pass.get("bias")) : y;
    }

    /** The convolution at inference, without its bias, with weights that are transformed once. */
    Tensor infer(Pass pass, Tensor x, Supplier<Tensor> weight) {
        if (!isQuickerByWinograd(x.shape())) {
            return Ops.convolution(x, pass.constant("weight of inference", weight), stride, padding);
        }
        Tensor transformed = pass.constant("weight by Winograd", () -> new WinogradWeights().on(weight.get()));
        return Ops.winogradConvolution(x, transformed, padding);
    }

    /** Depends on the shape alone, so that all devices do the same. */
    private boolean isQuickerByWinograd(Shape x) {
        if (window != 3 || stride != 1 || padding != 1 || x.rank() < 4) {
            return false;
        }
        int height = x.dim(-3);
        int width = x.dim(-2);
        long direct = (3L * height - 2) * (3L * width - 2); // taps inside the image
        long winograd = 36L * ((height + 3) / 4) * ((width + 3) / 4);
        return 2 * winograd <= direct
                && (long) x.dim(-4) * height * width >= FEWEST_POSITIONS
                && Math.min(in, out) >= FEWEST_CHANNELS
                && in % CHANNEL_MULTIPLE == 0
                && out % CHANNEL_MULTIPLE == 0;
    }

    static Specification specification(
            Layout layout, int window, int in, int out, boolean bias, Initialisation initialisation) {
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
        requireImage(what, in, x.shape());
    }

    static void requireImage(String what, int in, Shape shape) {
        if (shape.rank() < 3 || shape.dim(-1) != in) {
            throw new ShapeException(what + " of " + in + " channels got the shape " + shape
                    + "; it needs images [..., height, width, " + in + "]");
        }
    }
}

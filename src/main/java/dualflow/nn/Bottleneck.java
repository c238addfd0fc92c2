package dualflow.nn;

import dualflow.op.Ops;
import dualflow.tensor.Tensor;

/**
 * A block of a residual network, relu(x' + c3(relu(c2(relu(c1(x)))))), with c1 a 1x1 convolution to the block's width, c2 a 3x3
 * convolution, which has the stride, and c3 a 1x1 convolution to four times the width, each followed by batch norm; x' is x, or,
 * where the shapes differ, a 1x1 convolution of it with the stride and a batch norm. He et al., CVPR 2016, figure 5; torchvision's
 * {@code Bottleneck}.
 *
 * @param in channels of x
 * @param width channels in between
 * @param stride the stride of the 3x3 convolution
 */
record Bottleneck(int in, int width, int stride) implements Layer {
    /** Channels of the result for each channel in between. */
    static final int EXPANSION = 4;

    /** Channels of the result. */
    int out() {
        return EXPANSION * width;
    }

    private boolean changesShape() {
        return stride != 1 || in != out();
    }

    /**
     * A convolution of a residual network: without bias, with zero padding of half its odd window, so that only the stride makes images
     * smaller. Its weights are initialised as in He, Zhang, Ren and Sun, "Delving deep into rectifiers", ICCV 2015, section 2.2, backward
     * case: normal with variance 2 / n, n the number of outputs that one input contributes to.
     */
    static Conv2d convolution(int in, int out, int window, int stride) {
        Initialisation initialisation = new Initialisation.Normal(Math.sqrt(2.0 / (window * window * out)));
        return new Conv2d(in, out, window, stride, window / 2, false, initialisation);
    }

    private NormedConvolution reduce() {
        return new NormedConvolution("conv1", "bn1", convolution(in, width, 1, 1));
    }

    private NormedConvolution spatial() {
        return new NormedConvolution("conv2", "bn2", convolution(width, width, 3, stride));
    }

    private NormedConvolution expand() {
        return new NormedConvolution("conv3", "bn3", convolution(width, out(), 1, 1));
    }

    private NormedConvolution shortcut() {
        return new NormedConvolution("downsample.0", "downsample.1", convolution(in, out(), 1, stride));
    }

    @Override
    public Specification specification() {
        Specification branch = Specification.NONE.and(reduce()).and(spatial()).and(expand());
        return changesShape() ? branch.and(shortcut()) : branch;
    }

    /**
     * Applies the block.
     *
     * @param pass the parameters
     * @param x images, [..., H, W, in]
     * @return images, [..., ceil(H / stride), ceil(W / stride), out]
     */
    Tensor apply(Pass pass, Tensor x) {
        Tensor y = Activation.RELU.apply(reduce().apply(pass, x));
        y = Activation.RELU.apply(spatial().apply(pass, y));
        y = expand().apply(pass, y);
        return Activation.RELU.apply(Ops.add(y, changesShape() ? shortcut().apply(pass, x) : x));
    }
}

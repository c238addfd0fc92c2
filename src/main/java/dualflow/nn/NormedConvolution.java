package dualflow.nn;

import dualflow.tensor.Tensor;

/**
 * A convolution without bias and the batch norm after it, as residual networks have them: two parts that stand side by side.
 * The window is odd and padded by its half, so that only the stride makes images smaller. Weights are drawn as He, Zhang, Ren and
 * Sun do ("Delving deep into rectifiers", ICCV 2015, section 2.2, backward case): normal with variance 2 / n, n the number of
 * outputs that one input adds to.
 *
 * @param convolutionName the convolution's name
 * @param normName the batch norm's name
 * @param in channels of the images
 * @param out channels of the result
 * @param window height and width of the kernel, odd
 * @param stride how far the kernel moves
 */
record NormedConvolution(String convolutionName, String normName, int in, int out, int window, int stride)
        implements Layer {
    private Convolution convolution() {
        return new Convolution(in, out, window, stride, window / 2, false);
    }

    private BatchNorm norm() {
        return new BatchNorm(out);
    }

    @Override
    public Specification specification() {
        Initialisation initialisation = new Initialisation.Normal(Math.sqrt(2.0 / (window * window * out)));
        Parameter weight = Parameter.trained("weight", Layout.CONVOLUTION, initialisation, window, window, in, out);
        return Specification.NONE
                .and(convolutionName, () -> Specification.of(weight))
                .and(normName, norm());
    }

    /**
     * Convolves and normalises.
     *
     * @param pass the pass of the layer that both are parts of
     * @param x images, [..., H, W, in]
     * @return images, [..., ceil(H / stride), ceil(W / stride), out]
     */
    Tensor apply(Pass pass, Tensor x) {
        return norm().apply(pass.under(normName), convolution().apply(pass.under(convolutionName), x));
    }
}

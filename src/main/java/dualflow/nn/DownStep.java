package dualflow.nn;

import dualflow.op.Ops;
import dualflow.tensor.Tensor;

/**
 * A downsampling step of the flow UNet: the maximum of each 2x2 pixels, then a block. A last odd row or column is dropped.
 *
 * @param in channels of the images
 * @param out channels of the result
 * @param timeDimension the length of the time embedding
 */
record DownStep(int in, int out, int timeDimension) implements Layer {
    private TimedDoubleConvolution block() {
        return new TimedDoubleConvolution(in, out, timeDimension);
    }

    @Override
    public Specification specification() {
        return Specification.NONE.and("conv", block());
    }

    /**
     * Applies the step.
     *
     * @param pass the parameters
     * @param x images, [..., H, W, in]
     * @param embedding of the time
     * @return images, [..., floor(H / 2), floor(W / 2), out]
     */
    Tensor apply(Pass pass, Tensor x, Tensor embedding) {
        return block().apply(pass.under("conv"), Ops.maxPool(x, 2, 2, 0), embedding);
    }
}

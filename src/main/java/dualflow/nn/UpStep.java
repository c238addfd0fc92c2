package dualflow.nn;

import dualflow.op.Ops;
import dualflow.op.Resize;
import dualflow.tensor.Tensor;

/**
 * An upsampling step of the flow UNet: images from below are enlarged by a factor of two, to as many channels as the skip has, padded with
 * zeros where the skip is larger, and a block takes both concatenated, the skip first.
 *
 * @param skip channels of the skip
 * @param out channels of the result
 * @param timeDimension the length of the time embedding
 * @param upsampling how images are enlarged
 */
record UpStep(int skip, int out, int timeDimension, FlowUNet.Upsampling upsampling) implements Layer {
    private ConvTranspose2d transposed() {
        return new ConvTranspose2d(2 * skip, skip, 2, 2, 0);
    }

    private TimedDoubleConvolution block() {
        return new TimedDoubleConvolution(2 * skip, out, timeDimension);
    }

    @Override
    public Specification specification() {
        return switch (upsampling) {
            case BILINEAR -> Specification.NONE.and("conv", block());
            case TRANSPOSED_CONVOLUTION ->
                Specification.NONE.and("up", transposed()).and("conv", block());
        };
    }

    /**
     * Applies the step.
     *
     * @param pass the parameters
     * @param below images, [..., h, w, C] with C = skip channels if bilinear, else twice as many
     * @param besides the skip, images [..., H, W, skip] of at least twice the height and width
     * @param embedding of the time
     * @return images, [..., H, W, out]
     */
    Tensor apply(Pass pass, Tensor below, Tensor besides, Tensor embedding) {
        Tensor up = switch (upsampling) {
            case BILINEAR -> Resize.bilinear(below, 2, true);
            case TRANSPOSED_CONVOLUTION -> transposed().apply(pass.under("up"), below);
        };
        up = padded(padded(up, besides, -3), besides, -2);
        return block().apply(pass.under("conv"), Ops.concat(besides, up, -1), embedding);
    }

    /** Zero padding on both sides to the length of the other, the odd one at the end. */
    private static Tensor padded(Tensor x, Tensor other, int axis) {
        int missing = other.shape().dim(axis) - x.shape().dim(axis);
        int before = missing / 2;
        return missing == 0 ? x : Ops.pad(x, axis, before, missing - before);
    }
}

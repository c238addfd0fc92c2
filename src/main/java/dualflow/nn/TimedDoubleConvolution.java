package dualflow.nn;

import dualflow.op.Ops;
import dualflow.tensor.Tensor;

/**
 * Two convolutions with the time between them, the block of the flow UNet: h = N1(C1 x) + T e, y = silu(N2(C2 silu(h))), with 3x3
 * convolutions C that keep height and width, batch norms N, and a linear map T of the time embedding e, alike for all pixels. It
 * has no residual connection.
 *
 * @param in channels of the images
 * @param out channels of the result
 * @param timeDimension numbers in the time embedding
 */
record TimedDoubleConvolution(int in, int out, int timeDimension) implements Layer {
    @Override
    public Specification specification() {
        return Specification.NONE
                .and("conv1", Convolution.same3x3(in, out))
                .and("bn1", new BatchNorm(out))
                .and("conv2", Convolution.same3x3(out, out))
                .and("bn2", new BatchNorm(out))
                .and("time_emb_proj", new Linear(timeDimension, out));
    }

    /**
     * Applies the block.
     *
     * @param pass the parameters
     * @param x images, [..., H, W, in]
     * @param embedding of the time, [timeDimension] or [..., 1, 1, timeDimension]
     * @return images, [..., H, W, out]
     */
    Tensor apply(Pass pass, Tensor x, Tensor embedding) {
        Tensor time = new Linear(timeDimension, out).apply(pass.under("time_emb_proj"), embedding);
        Tensor h = Convolution.same3x3(in, out).apply(pass.under("conv1"), x);
        h = Ops.add(new BatchNorm(out).apply(pass.under("bn1"), h), time);
        h = Convolution.same3x3(out, out).apply(pass.under("conv2"), Activation.SILU.apply(h));
        return Activation.SILU.apply(new BatchNorm(out).apply(pass.under("bn2"), h));
    }
}

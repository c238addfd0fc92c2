package dualflow.nn;

import dualflow.tensor.Tensor;

/**
 * Two convolutions with the time added between them, the block of the flow UNet: h = N1(C1 x) + T e, y = silu(N2(C2 silu(h))), with 3x3
 * convolutions C that keep height and width, batch norms N, and a linear map T of the time embedding e, the same for all pixels. It
 * has no residual connection.
 *
 * @param in channels of the images
 * @param out channels of the result
 * @param timeDimension the length of the time embedding
 */
record TimedDoubleConvolution(int in, int out, int timeDimension) implements Layer {
    private NormedConvolution first() {
        return new NormedConvolution("conv1", "bn1", Conv2d.same3x3(in, out));
    }

    private NormedConvolution second() {
        return new NormedConvolution("conv2", "bn2", Conv2d.same3x3(out, out));
    }

    private Linear time() {
        return new Linear(timeDimension, out);
    }

    @Override
    public Specification specification() {
        return Specification.NONE.and(first()).and(second()).and("time_emb_proj", time());
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
        Tensor time = time().apply(pass.under("time_emb_proj"), embedding);
        Tensor h = Activation.SILU.apply(first().apply(pass, x, time));
        return Activation.SILU.apply(second().apply(pass, h));
    }
}

package dualflow.nn;

import dualflow.op.Ops;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;

/**
 * Two convolutions with a shortcut, with the time added between them: y = conv2(silu(norm2(conv1(silu(norm1(x))) + L silu(e)))) + S x,
 * where e is the time embedding, the norms are group norms, the convolutions 3x3 and S is a 1x1 convolution, or the identity
 * where the number of channels does not change. The block of DDPM (Ho, Jain and Abbeel, NeurIPS 2020).
 *
 * @param in channels of x, a multiple of the groups
 * @param out channels of y, a multiple of the groups
 * @param timeDimension the length of the time embedding
 * @param groups the groups of the norms
 */
public record ResidualBlock(int in, int out, int timeDimension, int groups) implements Layer {
    /**
     * Checks the components.
     *
     * @param in channels of x, a multiple of the groups
     * @param out channels of y, a multiple of the groups
     * @param timeDimension the length of the time embedding
     * @param groups the groups of the norms
     * @throws ShapeException if the channels are not multiples of the groups or there is no embedding
     */
    public ResidualBlock {
        new GroupNorm(groups, in);
        new GroupNorm(groups, out);
        new Linear(timeDimension, out);
    }

    @Override
    public Specification specification() {
        Specification body = Specification.NONE
                .and("time_mlp", time())
                .and("norm1", new GroupNorm(groups, in))
                .and("conv1", Conv2d.same3x3(in, out))
                .and("norm2", new GroupNorm(groups, out))
                .and("conv2", Conv2d.same3x3(out, out));
        return in == out ? body : body.and("shortcut", shortcut());
    }

    /**
     * Applies the block.
     *
     * @param pass the parameters
     * @param x images, [..., H, W, in]
     * @param time the embedding of the time: [timeDimension], one for all, or [..., 1, 1, timeDimension], one for each image
     * @return images, [..., H, W, out]
     * @throws ShapeException if the images have other channels or the embedding another length
     */
    public Tensor apply(Pass pass, Tensor x, Tensor time) {
        Tensor shift = time().apply(pass.under("time_mlp"), Activation.SILU.apply(time));
        Tensor h = Activation.SILU.apply(new GroupNorm(groups, in).apply(pass.under("norm1"), x));
        h = Ops.add(Conv2d.same3x3(in, out).apply(pass.under("conv1"), h), shift);
        h = Activation.SILU.apply(new GroupNorm(groups, out).apply(pass.under("norm2"), h));
        h = Conv2d.same3x3(out, out).apply(pass.under("conv2"), h);
        return Ops.add(h, in == out ? x : shortcut().apply(pass.under("shortcut"), x));
    }

    private Linear time() {
        return new Linear(timeDimension, out);
    }

    private Conv2d shortcut() {
        return Conv2d.pointwise(in, out, true);
    }
}

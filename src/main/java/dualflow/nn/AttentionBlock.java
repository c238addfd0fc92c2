package dualflow.nn;

import dualflow.op.Ops;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.function.IntFunction;

/**
 * Self-attention between the pixels of an image: y = x + P attend(Q n, K n, V n) with n the group norm of x and P, Q, K, V linear maps
 * of the channels, the weights of queries, keys and values concatenated in this order.
 *
 * <p>Standard attention gives each head its own scores, softmax_q(q_h k_h^T / sqrt(C / heads)) v_h. The published attention UNet sums
 * the scores over the heads as well, so that all heads attend alike: it is one head over all channels, softmax(q k^T / sqrt(C /
 * heads)) v, with the scale of several heads. Weights of either fit the other.
 *
 * @param channels C, a multiple of the groups and of the heads
 * @param groups the groups of the norm
 * @param heads the number of heads
 * @param sumsHeads whether the scores are summed over the heads, as in the published network
 */
public record AttentionBlock(int channels, int groups, int heads, boolean sumsHeads) implements Layer {
    /**
     * Checks the components.
     *
     * @param channels C, a multiple of the groups and of the heads
     * @param groups the groups of the norm
     * @param heads the number of heads
     * @param sumsHeads whether the scores are summed over the heads
     * @throws ShapeException if the channels are not a multiple of the groups and of the heads
     */
    public AttentionBlock {
        new GroupNorm(groups, channels);
        MultiheadAttention.requireHeads(channels, heads);
    }

    @Override
    public Specification specification() {
        return Specification.NONE.and("norm", norm()).and("qkv", qkv()).and("proj_out", projection());
    }

    /**
     * Attends.
     *
     * @param pass the parameters
     * @param x images, [..., H, W, C]
     * @return images of x's shape
     * @throws ShapeException if the images have other channels
     */
    public Tensor apply(Pass pass, Tensor x) {
        Tensor normed = norm().apply(pass.under("norm"), x);
        IntFunction<Tensor> third = pass.isInference()
                ? i -> mapped(pass.under("qkv"), normed, i)
                : cut(qkv().apply(pass.under("qkv"), normed));
        Tensor q = tokens(third.apply(0));
        Tensor k = tokens(third.apply(1));
        Tensor v = tokens(third.apply(2));
        double scale = 1 / Math.sqrt((double) channels / heads);
        Tensor attended = sumsHeads
                ? MultiheadAttention.scaledDotProduct(q, k, v, scale)
                : MultiheadAttention.multiHead(q, k, v, heads);
        Tensor mixed = projection().apply(pass.under("proj_out"), Ops.reshape(attended, x.shape()));
        return Ops.add(mixed, x);
    }

    private GroupNorm norm() {
        return new GroupNorm(groups, channels);
    }

    private Conv2d qkv() {
        return Conv2d.pointwise(channels, 3 * channels, false);
    }

    private Conv2d projection() {
        return Conv2d.pointwise(channels, channels, true);
    }

    /** Thirds of the channels. */
    private IntFunction<Tensor> cut(Tensor qkv) {
        return third -> Ops.slice(qkv, -1, third * channels, channels);
    }

    /** The same third at inference: a convolution by that third of the weights, sliced once instead of slicing images each time. */
    private Tensor mapped(Pass pass, Tensor x, int third) {
        return Conv2d.pointwise(channels, channels, false)
                .infer(pass.under("" + third), x, () -> cut(pass.get("weight")).apply(third));
    }

    /** All pixels, [..., H W, C]. */
    private Tensor tokens(Tensor x) {
        Shape shape = x.shape();
        return Ops.reshape(x, shape.leading(3).then(Shape.of(shape.dim(-3) * shape.dim(-2), channels)));
    }
}

package dualflow.nn;

import dualflow.op.Ops;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;

/**
 * Self-attention over tokens [..., N, C], PyTorch's {@code MultiheadAttention}: queries, keys and values are one linear map of the
 * tokens, each head attends with its own C / heads channels, and a linear map mixes the heads. Vaswani et al., NeurIPS 2017.
 *
 * @param channels C, a multiple of the heads
 * @param heads the number of heads
 */
public record MultiheadAttention(int channels, int heads) implements Layer {
    /**
     * Checks the components.
     *
     * @param channels C, a multiple of the heads
     * @param heads the number of heads
     * @throws ShapeException if the channels are not a multiple of the heads
     */
    public MultiheadAttention {
        requireHeads(channels, heads);
    }

    @Override
    public Specification specification() {
        Initialisation xavier = new Initialisation.Uniform(Math.sqrt(6.0 / (channels + 3.0 * channels)));
        Initialisation zeros = new Initialisation.Constant(0);
        return Specification.of(
                Parameter.trained("in_proj_weight", Layout.LINEAR, xavier, channels, 3 * channels),
                Parameter.trained("in_proj_bias", Layout.IDENTITY, zeros, 3 * channels),
                Parameter.trained("out_proj.weight", Layout.LINEAR, Initialisation.fanIn(channels), channels, channels),
                Parameter.trained("out_proj.bias", Layout.IDENTITY, zeros, channels));
    }

    /**
     * Attends.
     *
     * @param pass has the projections' weights and biases
     * @param x tokens, [..., N, C]
     * @return [..., N, C]
     * @throws ShapeException if the last axis has another length
     */
    public Tensor apply(Pass pass, Tensor x) {
        Tensor qkv = Ops.add(Linear.rows(x, pass.get("in_proj_weight")), pass.get("in_proj_bias"));
        Tensor q = Ops.slice(qkv, -1, 0, channels);
        Tensor k = Ops.slice(qkv, -1, channels, channels);
        Tensor v = Ops.slice(qkv, -1, 2 * channels, channels);
        Tensor mixed = Linear.rows(multiHead(q, k, v, heads), pass.get("out_proj.weight"));
        return Ops.add(mixed, pass.get("out_proj.bias"));
    }

    /**
     * Attention of several heads, each with its own consecutive channels: head h of the result is {@link #scaledDotProduct} of
     * head h of the arguments with the scale 1 / sqrt(C / heads).
     *
     * @param q queries, [..., N, C]
     * @param k keys, [..., M, C]
     * @param v values, [..., M, C]
     * @param heads the number of heads, a divisor of C
     * @return [..., N, C]
     * @throws ShapeException if C is not a multiple of the heads or the shapes do not fit
     */
    public static Tensor multiHead(Tensor q, Tensor k, Tensor v, int heads) {
        int channels = q.shape().dim(-1);
        requireHeads(channels, heads);
        double scale = 1 / Math.sqrt((double) channels / heads);
        Tensor y = scaledDotProduct(split(q, heads), split(k, heads), split(v, heads), scale);
        return Ops.reshape(Ops.permute(y, 1, 0, 2), q.shape());
    }

    /**
     * softmax(scale q k^T) v, the softmax over the keys.
     *
     * @param q queries, [..., N, d]
     * @param k keys, [..., M, d]
     * @param v values, [..., M, e]
     * @param scale the factor of the scores
     * @return [..., N, e]
     */
    public static Tensor scaledDotProduct(Tensor q, Tensor k, Tensor v, double scale) {
        return attention(Ops.scale(q, scale), k, v);
    }

    /**
     * Attention, softmax(q k^T) v with the softmax over the keys. Leading axes broadcast. A recorded program runs it and its
     * derivative in one launch, where the device can, and then stores no scores.
     *
     * @param q queries, [..., N, d], already scaled
     * @param k keys, [..., M, d]
     * @param v values, [..., M, e]
     * @return [..., N, e]
     */
    public static Tensor attention(Tensor q, Tensor k, Tensor v) {
        return Ops.matmul(Ops.softmax(Ops.matmul(q, Ops.transpose(k)), 1), v);
    }

    /** [..., N, C] as [..., heads, N, C / heads]. */
    private static Tensor split(Tensor x, int heads) {
        Shape tokens = x.shape().trailing(2);
        Shape split = Shape.of(tokens.dim(-2), heads, tokens.dim(-1) / heads);
        return Ops.permute(Ops.reshape(x, x.shape().leading(2).then(split)), 1, 0, 2);
    }

    static void requireHeads(int channels, int heads) {
        if (channels < 1 || heads < 1 || channels % heads != 0) {
            throw new ShapeException("attention needs channels that are a multiple of its heads, got " + channels
                    + " channels and " + heads + " heads");
        }
    }
}

package dualflow.nn;

import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.Arrays;

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
        return apply(pass, x, (q, k, v) -> multiHead(q, k, v, heads));
    }

    /**
     * Attends where a mask allows it.
     *
     * @param pass has the projections' weights and biases
     * @param x tokens, [..., N, C]
     * @param mask as in {@link #attention(Tensor, Tensor, Tensor, Tensor)}, of a shape that broadcasts with [..., heads, N, N]
     * @return [..., N, C]
     * @throws ShapeException if the last axis has another length, or the mask does not fit
     */
    public Tensor apply(Pass pass, Tensor x, Tensor mask) {
        return apply(pass, x, (q, k, v) -> multiHead(q, k, v, heads, mask));
    }

    /** How queries, keys and values become what the heads mix. */
    @FunctionalInterface
    private interface Attending {
        Tensor of(Tensor q, Tensor k, Tensor v);
    }

    private Tensor apply(Pass pass, Tensor x, Attending attending) {
        Tensor qkv = Ops.add(Linear.rows(x, pass.get("in_proj_weight")), pass.get("in_proj_bias"));
        Tensor q = Ops.slice(qkv, -1, 0, channels);
        Tensor k = Ops.slice(qkv, -1, channels, channels);
        Tensor v = Ops.slice(qkv, -1, 2 * channels, channels);
        Tensor mixed = Linear.rows(attending.of(q, k, v), pass.get("out_proj.weight"));
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
     * {@link #multiHead(Tensor, Tensor, Tensor, int)} where a mask allows it.
     *
     * @param q queries, [..., N, C]
     * @param k keys, [..., M, C]
     * @param v values, [..., M, C]
     * @param heads the number of heads, a divisor of C
     * @param mask as in {@link #attention(Tensor, Tensor, Tensor, Tensor)}, of a shape that broadcasts with [..., heads, N, M]
     * @return [..., N, C]
     * @throws ShapeException if C is not a multiple of the heads or the shapes do not fit
     */
    public static Tensor multiHead(Tensor q, Tensor k, Tensor v, int heads, Tensor mask) {
        int channels = q.shape().dim(-1);
        requireHeads(channels, heads);
        Tensor scaled = Ops.scale(q, 1 / Math.sqrt((double) channels / heads));
        Tensor y = attention(split(scaled, heads), split(k, heads), split(v, heads), mask);
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

    /**
     * Attention to those keys that a mask allows, softmax(q k^T) v with the softmax over these. A query for which there is none has the result
     * 0, as in PyTorch, and what is masked has no effect, whatever it is.
     *
     * @param q queries, [..., N, d], already scaled
     * @param k keys, [..., M, d]
     * @param v values, [..., M, e], finite
     * @param mask not zero where a query attends to a key; its shape broadcasts with [..., N, M]
     * @return [..., N, e]
     * @throws ShapeException if the shapes do not fit
     */
    public static Tensor attention(Tensor q, Tensor k, Tensor v, Tensor mask) {
        return Ops.matmul(Ops.maskedSoftmax(Ops.matmul(q, Ops.transpose(k)), mask, 1), v);
    }

    /**
     * The mask with which no query attends to later keys: 1 where the key's index is at most the query's.
     *
     * @param device the mask's device
     * @param dtype its format
     * @param queries N
     * @param keys M
     * @return [N, M]
     */
    public static Tensor causalMask(Device device, DType dtype, int queries, int keys) {
        double[] mask = new double[queries * keys];
        for (int i = 0; i < queries; i++) {
            Arrays.fill(mask, i * keys, i * keys + Math.min(i + 1, keys), 1);
        }
        return device.tensor(dtype, Shape.of(queries, keys), mask);
    }

    /**
     * Attention with grouped queries: fewer heads of keys and values than of queries, of which H / G consecutive ones share one. Nothing is
     * repeated in memory. Ainslie et al., "GQA: training generalized multi-query transformer models from multi-head checkpoints", EMNLP 2023.
     *
     * @param q queries, [..., H, N, d], already scaled
     * @param k keys, [..., G, M, d]
     * @param v values, [..., G, M, e]
     * @param mask as in {@link #attention(Tensor, Tensor, Tensor, Tensor)}, of a shape that broadcasts with [N, M]
     * @return [..., H, N, e]
     * @throws ShapeException if H is not a multiple of G or the shapes do not fit
     */
    public static Tensor groupedQueries(Tensor q, Tensor k, Tensor v, Tensor mask) {
        int heads = q.shape().dim(-3);
        int groups = k.shape().dim(-3);
        if (groups < 1 || heads % groups != 0) {
            throw new ShapeException("grouped queries need heads that are a multiple of those of the keys, got " + heads
                    + " heads and " + groups + " of the keys");
        }
        Shape grouped = q.shape().leading(3).then(Shape.of(groups, heads / groups));
        Tensor y = attention(Ops.reshape(q, grouped.then(q.shape().trailing(2))), ofGroups(k), ofGroups(v), mask);
        return Ops.reshape(y, q.shape().leading(2).then(y.shape().trailing(2)));
    }

    /** [..., G, M, d] as [..., G, 1, M, d]. */
    private static Tensor ofGroups(Tensor x) {
        return Ops.insertAxes(x, x.shape().rank() - 2, 1);
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

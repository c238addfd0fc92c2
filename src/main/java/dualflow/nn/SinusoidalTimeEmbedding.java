package dualflow.nn;

import dualflow.op.Elementary;
import dualflow.op.Ops;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;

/**
 * A time as sines and cosines of many frequencies: e = [sin(a f_0), ..., sin(a f_h-1), cos(a f_0), ..., cos(a f_h-1)] with a =
 * scale t, h = dimension / 2 and f_i = exp(-i ln(10000) / (h - 1)); a zero stands last where the dimension is odd. The paper's flow
 * UNet and 2-D network take scale = 10000, its attention UNet scale = 1.
 *
 * <p>The frequencies are computed in float64 and rounded to t's format. (The published code computes them in float32 always, which
 * changes the flow UNet's output by 4e-7.)
 *
 * @param dimension length of the embedding, at least 4
 * @param scale what t is multiplied by
 */
public record SinusoidalTimeEmbedding(int dimension, double scale) implements Layer {
    /**
     * Checks the components.
     *
     * @param dimension length of the embedding, at least 4
     * @param scale what t is multiplied by
     * @throws ShapeException if the dimension is less than 4
     */
    public SinusoidalTimeEmbedding {
        if (dimension < 4) {
            throw new ShapeException("a sinusoidal embedding needs at least 4 numbers, got " + dimension);
        }
    }

    @Override
    public Specification specification() {
        return Specification.NONE;
    }

    /**
     * Embeds times.
     *
     * @param t one time [], or times [..., 1]
     * @return [dimension], or [..., dimension]; for images times [B, 1, 1, 1] give [B, 1, 1, dimension]
     * @throws ShapeException if the last axis of t is not of length 1
     */
    public Tensor apply(Tensor t) {
        if (t.shape().rank() > 0 && t.shape().dim(-1) != 1) {
            throw new ShapeException(
                    "a time embedding needs one time [] or times [..., 1], got the shape " + t.shape());
        }
        int half = dimension / 2;
        double[] frequencies = new double[half];
        double rate = Elementary.log(10000) / (half - 1);
        for (int i = 0; i < half; i++) {
            frequencies[i] = Elementary.exp(i * -rate);
        }
        Tensor f = t.device().tensor(t.dtype(), Shape.of(half), frequencies);
        Tensor angles = Ops.multiply(Ops.scale(t, scale), f);
        Tensor embedding = Ops.concat(Ops.sin(angles), Ops.cos(angles), -1);
        return Ops.pad(embedding, -1, 0, dimension % 2);
    }
}

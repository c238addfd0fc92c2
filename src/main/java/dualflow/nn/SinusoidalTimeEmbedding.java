package dualflow.nn;

import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;

/**
 * A time as sines and cosines of many frequencies: e = [sin(a f_0), ..., sin(a f_h-1), cos(a f_0), ..., cos(a f_h-1)] with a =
 * scale t, h = dimension / 2 and f_i = exp(-i ln(10000) / (h - 1)); where the dimension is odd, the last element is zero. The paper's flow
 * UNet and 2-D network take scale = 10000, its attention UNet scale = 1.
 *
 * <p>Rounding an angle of 10000 changes it by up to 10000 times the unit roundoff, 6e-4 in float32. So an angle is never
 * rounded here: it is A + B with A an exact product and B small, whose sine and cosine are combined by the addition
 * theorems. (The published code multiplies frequencies rounded to float32, which changes the flow UNet's output by 4e-7.)
 *
 * @param dimension length of the embedding, at least 4
 * @param scale the factor of t
 */
public record SinusoidalTimeEmbedding(int dimension, double scale) implements Layer {
    /**
     * Checks the components.
     *
     * @param dimension length of the embedding, at least 4
     * @param scale the factor of t
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
        int half = t.dtype() == DType.FLOAT32 ? 12 : 26;
        Frequencies frequencies = Frequencies.of(dimension / 2, scale, half);
        Shape each = Shape.of(dimension / 2);
        Tensor factor = t.device().tensor(t.dtype(), each, frequencies.leading());
        Tensor rest = t.device().tensor(t.dtype(), each, frequencies.rests());

        // Dekker's splitting: the upper half of t's bits.
        Tensor c = Ops.scale(t, Math.scalb(1.0, half) + 1);
        Tensor upper = Ops.subtract(c, Ops.subtract(c, t));
        Tensor a = Ops.multiply(upper, factor);
        Tensor b = Ops.add(Ops.multiply(Ops.subtract(t, upper), factor), Ops.multiply(t, rest));
        Tensor sinA = Ops.sin(a);
        Tensor cosA = Ops.cos(a);
        Tensor sinB = Ops.sin(b);
        Tensor cosB = Ops.cos(b);
        Tensor sines = Ops.add(Ops.multiply(sinA, cosB), Ops.multiply(cosA, sinB));
        Tensor cosines = Ops.subtract(Ops.multiply(cosA, cosB), Ops.multiply(sinA, sinB));
        return Ops.pad(Ops.concat(sines, cosines, -1), -1, 0, dimension % 2);
    }
}

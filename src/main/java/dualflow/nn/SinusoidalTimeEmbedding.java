package dualflow.nn;

import dualflow.op.Elementary;
import dualflow.op.Ops;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * A time as sines and cosines of many frequencies: e = [sin(a f_0), ..., sin(a f_h-1), cos(a f_0), ..., cos(a f_h-1)] with a =
 * scale t, h = dimension / 2 and f_i = exp(-i ln(10000) / (h - 1)); a zero stands last where the dimension is odd. The paper's flow
 * UNet and 2-D network take scale = 10000, its attention UNet scale = 1.
 *
 * <p>The frequencies are the exact ones, rounded to t's format: an angle of 10000 multiplies their error by as much. (The published
 * code computes them in float32 always, which changes the flow UNet's output by 4e-7.)
 *
 * @param dimension length of the embedding, at least 4
 * @param scale what t is multiplied by
 */
public record SinusoidalTimeEmbedding(int dimension, double scale) implements Layer {
    private static final MathContext DIGITS = new MathContext(40);

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
        Tensor f = t.device().tensor(t.dtype(), Shape.of(dimension / 2), frequencies());
        Tensor angles = Ops.multiply(Ops.scale(t, scale), f);
        Tensor embedding = Ops.concat(Ops.sin(angles), Ops.cos(angles), -1);
        return Ops.pad(embedding, -1, 0, dimension % 2);
    }

    /** Powers of the root r with r^(h-1) = 1 / 10000, which two steps of Newton's method give to over 30 digits. */
    private double[] frequencies() {
        int n = dimension / 2 - 1;
        BigDecimal root = new BigDecimal(Elementary.exp(-Elementary.log(10000.0) / n));
        for (int step = 0; step < 2; step++) {
            BigDecimal residual = BigDecimal.ONE.subtract(root.pow(n, DIGITS).scaleByPowerOfTen(4));
            root = root.add(root.multiply(residual).divide(BigDecimal.valueOf(n), DIGITS), DIGITS);
        }
        double[] frequencies = new double[n + 1];
        BigDecimal power = BigDecimal.ONE;
        for (int i = 0; i <= n; i++) {
            frequencies[i] = power.doubleValue();
            power = power.multiply(root, DIGITS);
        }
        return frequencies;
    }
}

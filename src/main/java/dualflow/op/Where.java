package dualflow.op;

import dualflow.tensor.Blocks;
import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * Exactly x where the mask is not zero, exactly the other where it is, with broadcasting; NaN where the mask is NaN. Its derivative is
 * that of the selected one; in the mask it is taken to be zero everywhere, even where it jumps.
 */
public record Where() implements NonlinearOp, ElementwiseOp {
    @Override
    public int arity() {
        return 3;
    }

    /**
     * {@return what a mask selects, in float64}
     *
     * @param mask the mask
     * @param x what is selected where the mask is not zero
     * @param other what is selected where it is
     */
    public double f(double mask, double x, double other) {
        return mask == 0 ? other : Double.isNaN(mask) ? mask : x;
    }

    @Override
    public void host(Blocks blocks, int from, int to, double[][] x, double[] y) {
        for (int i = from; i < to; i++) {
            y[i] = f(x[0][blocks.start(0, i)], x[1][blocks.start(1, i)], x[2][blocks.start(2, i)]);
        }
    }

    /**
     * {@return what a mask selects, in float32}
     *
     * @param mask the mask
     * @param x what is selected where the mask is not zero
     * @param other what is selected where it is
     */
    public float f(float mask, float x, float other) {
        return mask == 0 ? other : Float.isNaN(mask) ? mask : x;
    }

    @Override
    public void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
        for (int i = from; i < to; i++) {
            y[i] = f(x[0][blocks.start(0, i)], x[1][blocks.start(1, i)], x[2][blocks.start(2, i)]);
        }
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        if (xDot.get(1) == null && xDot.get(2) == null) {
            return null;
        }
        Tensor first = Ops.abs(Ops.sign(x.get(0))); // 1 where x was selected, else 0
        Tensor left = xDot.get(1) == null ? null : Ops.select(first, xDot.get(1));
        Tensor right = xDot.get(2) == null ? null : Ops.select(Ops.shift(Ops.negate(first), 1), xDot.get(2));
        return left == null ? right : right == null ? left : Ops.add(left, right);
    }
}

package dualflow.op;

import dualflow.tensor.BilinearOp;
import dualflow.tensor.Blocks;
import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;

/**
 * Selection by a mask, with broadcasting: y = m x where the mask m is not zero, and m where it is, whatever x is there. So a
 * mask of zeros and ones selects exactly, and an infinity or NaN that was not selected does not become NaN as in {@link Multiply};
 * a fraction scales. Where the mask is NaN, y is NaN.
 *
 * <p>In real numbers it is the product, hence bilinear with the product's transposes; zeros in a derivative of the mask also
 * select nothing.
 */
public record Select() implements BilinearOp, ElementwiseOp.Binary {
    @Override
    public double f(double mask, double x) {
        return mask == 0 ? mask : mask * x;
    }

    @Override
    public float f(float mask, float x) {
        return mask == 0 ? mask : mask * x;
    }

    @Override
    public long multiplyAdds(Blocks blocks) {
        return 0;
    }

    @Override
    public Tensor transposeLeft(Tensor yBar, Tensor right, Shape left) {
        return Ops.sumTo(Ops.select(yBar, right), left);
    }

    @Override
    public Tensor transposeRight(Tensor yBar, Tensor left, Shape right) {
        return Ops.sumTo(Ops.select(left, yBar), right);
    }
}

package dualflow.normalizing;

import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Tensor;

/**
 * The largest singular value of a matrix, bounded from above by the power iteration on all vectors at once: with G = W'W, |G^m|_F^(1/m) is the m-th root of the
 * root of the sum of lambda_i^(2m), so that it lies between sigma^2 and sigma^2 n^(1/(2m)) for n eigenvalues. Iterating one vector, as is usual, bounds it from
 * below, which would not guarantee a Lipschitz constant.
 */
final class SpectralNorm {
    /** G^m with m = 2^5 by five squarings: for 64 rows or columns at most 3.3 % above sigma. */
    static final int SQUARINGS = 5;

    private SpectralNorm() {}

    /**
     * The bound.
     *
     * @param weight W, [in, out]
     * @return at least its largest singular value, up to rounding, [], and a smooth function of W
     */
    static Tensor bound(Tensor weight) {
        boolean wide = weight.shape().dim(-2) < weight.shape().dim(-1);
        Tensor transposed = Ops.transpose(weight);
        Tensor power = wide ? Ops.matmul(weight, transposed) : Ops.matmul(transposed, weight);
        // |G^m|^(1/m) as a product over the squarings, each scaled to norm 1 before the next against overflow.
        Tensor logSquare = null;
        for (int k = 0; k <= SQUARINGS; k++) {
            Tensor norm = norm(power);
            Tensor root = Ops.scale(Ops.log(norm), Math.scalb(1.0, -k));
            logSquare = logSquare == null ? root : Ops.add(logSquare, root);
            if (k < SQUARINGS) {
                Tensor unit = Ops.divide(power, norm);
                power = Ops.matmul(unit, unit);
            }
        }
        return Ops.exp(Ops.scale(logSquare, 0.5));
    }

    /** The Frobenius norm, not below a tiny number, so that a matrix of zeros has a bound and a derivative too. */
    private static Tensor norm(Tensor x) {
        double tiny = x.dtype() == DType.FLOAT64 ? 0x1p-1000 : 0x1p-120;
        return Ops.sqrt(Ops.shift(Ops.sum(Ops.multiply(x, x)), tiny));
    }
}

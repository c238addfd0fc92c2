package dualflow.op;

import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.function.BinaryOperator;

/**
 * Cumulative functions of an associative operation along the last axis, by doubling: step s = 1, 2, 4 ... combines element k - s, where there is one,
 * with element k. So result k combines x_0 to x_k in a tree, each number of them as in every other row.
 */
final class Scans {
    private Scans() {}

    /** Its derivatives follow from the product rule alone, so they are right where factors are zero. */
    static Tensor product(Tensor x) {
        return scan(x, Ops::multiply);
    }

    static Tensor logSumExp(Tensor x) {
        return scan(x, Scans::logAddExp);
    }

    /**
     * ln (e^a + e^b). Where both are negative infinity its derivative is 0, unlike that of {@link LogSumExp}, which is NaN: one that others outweigh later
     * must not reach them.
     */
    private static Tensor logAddExp(Tensor a, Tensor b) {
        Tensor zero = a.device().scalar(a.dtype(), 0);
        Tensor least = a.device().scalar(a.dtype(), Double.NEGATIVE_INFINITY);
        Tensor some = Ops.compare(Ops.maximum(a, b), least); // 0 where both are negative infinity
        Tensor pairs =
                Ops.concat(AlongAxis.behind(Ops.where(some, a, zero)), AlongAxis.behind(Ops.where(some, b, zero)), -1);
        return Ops.where(some, Ops.logSumExp(pairs, 1), least);
    }

    private static Tensor scan(Tensor x, BinaryOperator<Tensor> operation) {
        int n = x.shape().dim(-1);
        Tensor y = x;
        for (int step = 1; step < n; step *= 2) {
            Tensor combined = operation.apply(Ops.slice(y, -1, 0, n - step), Ops.slice(y, -1, step, n - step));
            y = Ops.concat(Ops.slice(y, -1, 0, step), combined, -1);
        }
        return y;
    }

    /** The product along the last axis in a tree: the first half times the second half of what is left; of an odd number, the last waits. */
    static Tensor reduceProduct(Tensor x) {
        Shape leading = x.shape().leading(1);
        Tensor y = x;
        while (y.shape().dim(-1) > 1) {
            int n = y.shape().dim(-1);
            int half = n / 2;
            Tensor products = Ops.multiply(Ops.slice(y, -1, 0, half), Ops.slice(y, -1, half, half));
            y = n % 2 == 0 ? products : Ops.concat(products, Ops.slice(y, -1, n - 1, 1), -1);
        }
        return y.shape().dim(-1) == 0 ? Ops.shift(Ops.sum(y, 1), 1) : Ops.reshape(y, leading);
    }
}

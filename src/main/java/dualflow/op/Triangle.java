package dualflow.op;

import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.Arrays;

/** What the ops on triangular matrices share. */
final class Triangle {
    private Triangle() {}

    static Shape requireSquare(Shape block) {
        if (block.dim(-2) != block.dim(-1)) {
            throw new ShapeException("the matrix has " + block.dim(-2) + " rows and " + block.dim(-1)
                    + " columns, a square one is needed");
        }
        return block;
    }

    /** The d x d matrix with 1 below the diagonal, the given number on it, and 0 above. */
    static Tensor mask(Tensor like, double diagonal) {
        int d = like.shape().dim(-1);
        double[] mask = new double[d * d];
        for (int i = 0; i < d; i++) {
            Arrays.fill(mask, i * d, i * d + i, 1);
            mask[i * d + i] = diagonal;
        }
        return like.device().tensor(like.dtype(), Shape.of(d, d), mask);
    }
}

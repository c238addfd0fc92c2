package dualflow.op;

import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Functions of square matrices, [..., d, d], composed of primitives: so their derivatives of every order follow from these. */
final class MatrixFunctions {
    private MatrixFunctions() {}

    /** The identity matrix, [d, d], in the format and on the device of a tensor. */
    static Tensor identity(int d, Tensor like) {
        double[] identity = new double[d * d];
        for (int i = 0; i < d; i++) {
            identity[i * d + i] = 1;
        }
        return like.device().tensor(like.dtype(), Shape.of(d, d), identity);
    }

    /** (x + x^T) / 2. */
    static Tensor symmetricPart(Tensor x) {
        return Ops.scale(Ops.add(x, Ops.transpose(x)), 0.5);
    }

    /** c_ij = (-1)^(i + j) times the determinant of x without row i and column j. */
    static Tensor cofactors(Tensor x) {
        int d = x.shape().dim(-1);
        Shape leading = x.shape().leading(2);
        List<Integer> others = new ArrayList<>();
        double[] signs = new double[d * d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                if (j != i) {
                    others.add(j);
                }
                signs[i * d + j] = (i + j) % 2 == 0 ? 1 : -1;
            }
        }
        int rest = d - 1;
        Tensor rows = Ops.reshape(Ops.gather(x, others), leading.then(Shape.of(d, rest, d)));
        Tensor minors = Ops.reshape(Ops.gather(Ops.transpose(rows), others), leading.then(Shape.of(d, d, rest, rest)));
        return Ops.multiply(x.device().tensor(x.dtype(), Shape.of(d, d), signs), Ops.determinant(minors));
    }
}
